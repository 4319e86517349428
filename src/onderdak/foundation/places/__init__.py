"""Places: addresses, dwelling objects and areas, with their BAG and CBS codes.

Facts of public registers (Wet BAG); nothing here says who lives somewhere.
"""

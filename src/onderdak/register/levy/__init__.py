"""The stay tax: taxable nights per rate and provider (art. 224 Gemeentewet).

A night is taxable when the guest has, on that night, no BRP address in *that*
municipality. Tax data stay with the tax (art. 67 AWR).
"""

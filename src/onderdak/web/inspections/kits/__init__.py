"""Pages of the control kit: checklists of a municipality, and letters of a visit."""

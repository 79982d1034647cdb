"""The room where every change is kept, with what was before and after."""

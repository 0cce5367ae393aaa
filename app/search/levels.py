"""How sure a hit must be to be shown as good. Apart from the arithmetic, because screens need it without numpy."""

GOOD_MATCH = 0.15  # an agent's glance at three suggestions costs little; who answers by itself must ask for more

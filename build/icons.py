"""Copy the icons in use from Lucide (ISC licence) into assets/icons (`make icons`).

To add one: look its name up on the Lucide site, add it to NAMES, run `make icons`, commit the file.
"""

from pathlib import Path

from npm import fetch

PACKAGE = "lucide-static"
VERSION = "1.62.0"
SHA256 = "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44"
TARGET = Path(__file__).parents[1] / "assets" / "icons"

NAMES = """
archive arrow-down arrow-down-up arrow-left arrow-right arrow-up arrow-up-down award
badge-check ban bell book-open book-open-check bookmark briefcase brush building-2 bus
calendar camera car chart-bar chart-column chart-line check chevron-down chevron-left chevron-right chevron-up circle
circle-alert circle-check circle-dashed circle-dot circle-minus circle-plus circle-question-mark circle-stop circle-x
clipboard-check clipboard-list clock coffee combine contrast copy crosshair
database diff download ellipsis eraser expand external-link eye eye-off
file-badge file-check file-down file-question-mark file-spreadsheet file-text file-up flag folder-open funnel
gauge git-compare graduation-cap grid-3x3 grip-vertical group
hand hard-drive hash highlighter history hourglass house id-card image images info key-round keyboard
languages lasso layers layout-dashboard lightbulb link list list-checks list-filter list-ordered loader-circle lock
lock-open log-in log-out
magnet map-pin maximize message-square message-square-warning minimize minus monitor moon mouse mouse-pointer-2 move
network octagon-alert package palette panel-left panel-right pause pen-tool pencil pentagon person-standing play plus
printer qr-code quote refresh-cw rotate-3d rotate-ccw rotate-cw route ruler
save scale scan school scissors search server settings shield-alert shield-check shrink sliders-horizontal speech
spell-check spline split square square-check square-dashed square-dashed-mouse-pointer square-pen stamp star
stethoscope sun
tag tags target text-align-start text-cursor text-select thumbs-down thumbs-up timer traffic-cone trash-2 trending-up
triangle-alert truck type
undo-2 redo-2 ungroup unlink unlock upload usb user user-plus users vector-square waypoints x zoom-in zoom-out
""".split()


def main() -> None:
    """Copy every icon of NAMES and the licence; remove those no longer named."""
    package = fetch(PACKAGE, VERSION, SHA256)
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.svg"):
        if old.stem not in NAMES:
            old.unlink()
    for name in NAMES:
        (TARGET / f"{name}.svg").write_bytes((package / "icons" / f"{name}.svg").read_bytes())
    (TARGET / "LICENSE").write_bytes((package / "LICENSE").read_bytes())
    print(f"{len(NAMES)} icons of {PACKAGE} {VERSION}")


if __name__ == "__main__":
    main()

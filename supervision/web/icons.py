"""The icons of the sprite static/vendor/icons.svg; tools/vendor.py draws the sprite from this."""

ICONS: frozenset[str] = frozenset(
    """
    adjustments alert-circle alert-octagon-filled alert-triangle alert-triangle-filled archive
    arrow-back-up arrow-left arrow-right ban bell bookmark briefcase building building-community
    calendar calendar-due calendar-event calendar-stats chart-bar chart-donut chart-line check
    checklist checks chevron-down chevron-left chevron-right chevron-up circle circle-check
    circle-check-filled circle-x clipboard-check clipboard-list clipboard-text clock clock-edit
    clock-pause clock-play cloud-off coins contrast copy database device-mobile dots download edit
    eye eye-off file file-check file-description file-export file-import file-search
    file-spreadsheet file-text file-type-doc file-type-pdf file-upload file-zip filter flag folder
    gavel hash help history home hourglass id inbox info-circle key language layout-dashboard
    layout-list link list list-check list-details lock lock-open login logout mail mail-forward
    map-pin menu-2 message message-2 minus note notebook paperclip pencil phone photo
    player-pause-filled player-play plus point printer qrcode question-mark refresh report
    report-analytics rotate search send settings shield shield-check shield-lock signature sitemap
    sort-ascending sort-descending star table tag text-size ticket timeline trash trophy upload
    user user-check user-cog user-off user-plus users users-group wifi-off writing x zoom-in
    """.split()
)

# Drawn as a filled shape without a stroke.
FILLED: frozenset[str] = frozenset(name for name in ICONS if name.endswith("-filled"))

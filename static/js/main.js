// The page's own behaviour; every module sets itself up and works again on what htmx swaps in.
import "./theme.js";
import "./rail.js";
import "./toasts.js";
import "./live.js";
import "./network.js";
import "./bubbles.js";
import "./keyboard.js";
import "./palette.js";
import "./tables.js";
import "./forms.js";
import "./times.js";
import "./sheets.js";

// What every page needs: each module listens on the document, so swapped-in parts work without set-up.
import "./theme.js";
import "./menu.js";
import "./dialog.js";
import "./palette.js";
import "./toast.js";
import "./keys.js";
import "./selection.js";
import "./autosubmit.js";
import "./once.js";
import "./inline.js";
import "./combobox.js";
import "./views.js";
import "./copy.js";
import "./upload.js";
import "./repeat.js";

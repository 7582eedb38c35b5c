"""The only inline script of the public pages: theme and text size before the first paint, allowed by its hash."""

import base64
import hashlib

INLINE_SCRIPT = (
    "try{var d=document.documentElement,s=localStorage,t=s.theme,f=s.fs;"
    "if(t=='light'||t=='dark')d.dataset.theme=t;"
    "if(+f>=.9&&+f<=1.4)d.style.setProperty('--fs',f)}catch(e){}"
)
INLINE_SCRIPT_HASH = "sha256-" + base64.b64encode(hashlib.sha256(INLINE_SCRIPT.encode()).digest()).decode()

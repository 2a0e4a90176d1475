// Tells the style sheets, before anything is drawn, that scripts run here. A file of its own: no page has a script inside it.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

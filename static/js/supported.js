// Runs before the page is drawn, so that the menu never changes its shape in front of the reader.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " nhsuk-frontend-supported" : "");

// Starts the NHS.UK components of the page. The address of the library comes from the page: built files have hashes.
const library = document.querySelector("script[data-library]").dataset.library;
const { initAll } = await import(library);
initAll();

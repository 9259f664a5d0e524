// Fetches a check that stands on a page of another site: `src` is the address of its own page.

/** Gives the check once it is part of the page. Its links lead where they lead at home. */
export default (element) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", element.getAttribute("src"));
    // HTML that is read this way runs nothing, and is no matter for a policy of trusted types.
    request.responseType = "document";
    request.onload = () => {
      const page = request.response;
      const section = page?.querySelector(".elig[data-rules]");
      if (!section) return reject();
      for (const link of page.querySelectorAll("a[href]:not([data-act]), link")) link.href = link.href;
      section.dataset.wasm = new URL(section.dataset.wasm, page.URL);
      element.replaceChildren(page.querySelector("link[href$='/eligibility.css']"), section);
      resolve(section);
    };
    request.onerror = reject;
    request.send();
  });

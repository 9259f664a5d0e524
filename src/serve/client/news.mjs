// News of changed files, for whatever the preview shows.
//
// One page listens for all that are open, because browsers allow few connections to a host; it tells the others.

export const own = "/_diglot/";
const name = "diglot-preview";

function listen(tell) {
  const source = new EventSource(`${own}events`);
  let lost = false;
  for (const name of ["pages", "styles"]) {
    source.addEventListener(name, (event) => tell({ name, data: JSON.parse(event.data) }));
  }
  // What happened in between nobody has told.
  source.addEventListener("error", () => (lost = true));
  source.addEventListener("open", () => {
    if (lost) tell({ name: "pages", data: null });
    lost = false;
  });
}

// Calls `take` with each piece of news: its name, `pages` or `styles`, and what is said of it.
export function follow(take) {
  if (navigator.locks && window.BroadcastChannel) {
    const channel = new BroadcastChannel(name);
    channel.addEventListener("message", (event) => take(event.data));
    navigator.locks.request(name, () => {
      listen((news) => {
        channel.postMessage(news);
        take(news);
      });
      return new Promise(() => {});
    });
  } else {
    // Only pages of this machine may know of each other.
    listen(take);
  }
}

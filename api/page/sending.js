// A request with a token and a body; `fetch` tells nothing of how much was sent, so this is the older interface.

import { Problem } from "./dom.js";

const read = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

// The answer as JSON; `tell` hears how many hundredths were sent. Throws a Problem, as `get` does.
export function send(method, path, token, body, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && tell((100 * event.loaded) / event.total));
    request.addEventListener("load", () => {
      const answer = read(request.responseText);
      if (request.status < 400) resolve(answer);
      else reject(new Problem(request.status, answer));
    });
    request.addEventListener("error", () => reject(new Problem(0, { detail: "The server cannot be reached." })));
    request.send(body);
  });
}

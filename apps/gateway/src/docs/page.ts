/** A page for the OpenAPI document: no inline script, nothing from elsewhere. */
export const docsHtml = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Trivium API</title>
<link rel="stylesheet" href="/docs/style.css">
<h1>Trivium API</h1>
<p>The document itself: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
<main id="operations">Loading.</main>
<script type="module" src="/docs/script.js"></script>
</html>
`;

export const docsCss = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; padding: .5rem 0; }
summary b { display: inline-block; min-width: 4.5rem; font-family: ui-monospace, monospace; }
summary code { margin-right: 1rem; }
pre { overflow: auto; padding: 1rem; border: 1px solid; border-radius: .5rem; }
`;

export const docsScript = `
const api = await (await fetch("/openapi.json")).json();
const resolve = (value) => {
  if (Array.isArray(value)) return value.map(resolve);
  if (value === null || typeof value !== "object") return value;
  if (value.$ref) return resolve(value.$ref.slice(2).split("/").reduce((node, key) => node[key], api));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]));
};
const element = (tag, text, ...children) => {
  const node = document.createElement(tag);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
};
const shown = (title, value) => [element("h3", title), element("pre", JSON.stringify(resolve(value), null, 2))];
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => {
    const head = element("summary", "", element("b", method.toUpperCase()), element("code", path), operation.summary ?? "");
    const parts = [];
    if (operation.parameters) parts.push(...shown("Parameters", operation.parameters));
    if (operation.requestBody) parts.push(...shown("Body", operation.requestBody.content["application/json"].schema));
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      const schema = Object.values(answer.content ?? {})[0]?.schema;
      if (schema) parts.push(...shown("Answer " + status, schema));
    }
    return element("details", "", head, ...parts);
  }),
);
document.getElementById("operations").replaceChildren(...operations);
`;

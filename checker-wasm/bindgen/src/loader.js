export default async function init({ module_or_path }) {
const bytes = await (await module_or_path).arrayBuffer();
const { instance } = await WebAssembly.instantiate(bytes, { "./checker_bg.js": { __wbindgen_init_externref_table } });
if (wasm) return;
wasm = instance.exports;
wasm.__wbindgen_start();
}

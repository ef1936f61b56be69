/** All catalogues of the language in one chunk, loaded only when it is the language in use. */
export default import.meta.glob<object>("../../../**/text/bg.json", { eager: true, import: "default" });

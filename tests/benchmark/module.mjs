/**
 * Prints a package's entry as one ES module, as the servers do that turn npm's packages into
 * modules on demand: `node module.mjs FOLDER ENTRY EXTERNAL,EXTERNAL`.  FOLDER has the packages and
 * esbuild installed; what is external stays an import.
 */
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, entry, externals] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const outside = externals ? externals.split(",") : [];
process.env.NODE_ENV = "production";
const names = Object.keys(require(entry)).filter((name) => name !== "default");

// What CommonJS requires has to become an import, which esbuild does not do by itself.
const imports = {
  name: "imports",
  setup(build) {
    const filter = new RegExp(`^(${outside.join("|")})$`);
    build.onResolve({ filter }, ({ path, kind }) =>
      kind === "require-call" ? { path, namespace: "outside" } : { path, external: true },
    );
    build.onLoad({ filter: /./, namespace: "outside" }, ({ path }) => ({
      contents: `export * from "${path}";`,
    }));
  },
};

const source = [
  `import * as all from "${entry}";`,
  `export { ${names.join(", ")} } from "${entry}";`,
  "export default all.default ?? all;",
];
const { outputFiles } = await require("esbuild").build({
  stdin: { contents: source.join("\n"), resolveDir: folder },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: outside.length ? [imports] : [],
  write: false,
  logLevel: "error",
});
process.stdout.write(outputFiles[0].contents);

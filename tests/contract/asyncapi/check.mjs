// Reads AsyncAPI documents with the reference parser; prints each fault, leaves with 1 when there is one.
import { readFile } from "node:fs/promises";
import { Parser, DiagnosticSeverity } from "@asyncapi/parser";

const parser = new Parser();
let faults = 0;
for (const path of process.argv.slice(2)) {
  const { document, diagnostics } = await parser.parse(await readFile(path, "utf8"), { source: path });
  for (const { severity, message, path: place } of diagnostics) {
    if (severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning) {
      faults += 1;
      console.log(`${path}: ${place.join("/")}: ${message}`);
    }
  }
  if (document) {
    console.log(`${path}: AsyncAPI ${document.version()}, ${document.operations().length} operations`);
  }
}
process.exit(faults === 0 ? 0 : 1);

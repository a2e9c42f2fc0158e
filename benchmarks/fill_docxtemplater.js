// One letter, COUNT times, by docxtemplater: prints the milliseconds that each took. Run beside template.docx,
// values.json and the pictures.
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const template = fs.readFileSync("template.docx");
const values = JSON.parse(fs.readFileSync("values.json", "utf-8"));
const places = ["loc-code-body", "loc-code-signature-header", "loc-code-signature-footer"];
const pictures = places.map((name) => [`word/media/${name}.png`, fs.readFileSync(`${name}.png`)]);

function write(number) {
  const docx = new Docxtemplater(new PizZip(template), { linebreaks: true });
  docx.render(values);
  for (const [name, png] of pictures) docx.getZip().file(name, png);
  fs.writeFileSync(`${number}.docx`, docx.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
}

const count = Number(process.argv[2]);
for (let number = 0; number < 5; number += 1) write(number);
const start = process.hrtime.bigint();
for (let number = 0; number < count; number += 1) write(number);
console.log(Number(process.hrtime.bigint() - start) / 1e6 / count);

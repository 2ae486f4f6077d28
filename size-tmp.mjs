import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
const entry = process.argv[2] ?? 'scripts/size/core.js';
const r = await build({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', write: false, metafile: true, alias: { suspendable: process.cwd()+'/dist/index.js' } });
const out = Object.values(r.metafile.outputs)[0];
const text = r.outputFiles[0].text;
console.log('min', text.length, 'gz', gzipSync(text, {level: 9}).length);
if (process.argv[3]) { for (const [f, { bytesInOutput }] of Object.entries(out.inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput)) if (bytesInOutput) console.log(String(bytesInOutput).padStart(6), f); }
if (process.argv[4]) console.log(text);

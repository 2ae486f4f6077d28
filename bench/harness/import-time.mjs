import { execFileSync } from 'node:child_process';

/** Makes a workload of imports of the module at this address. Each happens in a new process, which takes the time itself. */
export function importing(url) {
  const program = `const start = performance.now(); await import('${url}'); console.log(performance.now() - start); process.exit()`;
  return (meter, times) => {
    let sum = 0;
    for (let i = 0; i < times; i++) {
      sum += Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
    }
    meter.measured = sum;
    return times;
  };
}

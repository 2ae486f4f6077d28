export default async function styleTimeout(meter, times) {
  let answers = 0;
  async function answer() {
    await undefined;
    return 1;
  }
  meter.start();
  for (let i = 0; i < times; i++) {
    let timer;
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('Timed out')), 1000);
    });
    answers += await Promise.race([answer(), late]);
    clearTimeout(timer);
  }
  meter.stop();
  return answers;
}

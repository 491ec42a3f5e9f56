// Reads badges with the camera where the browser can; elsewhere the number is typed.
export async function scanner(button, video, read) {
  if (!('BarcodeDetector' in window) || !navigator.mediaDevices || !(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  let stream;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (stream) return stop();
    try { stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }); } catch { button.hidden = true; return; }
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    look();
  });

  async function look() {
    let last = '';
    while (stream) {
      const [code] = await detector.detect(video).catch(() => []);
      if (code && code.rawValue !== last) { last = code.rawValue; read(code.rawValue); }
      await new Promise(resolve => setTimeout(resolve, 150));
    }
  }

  function stop() {
    stream.getTracks().forEach(track => track.stop());
    stream = undefined;
    video.hidden = true;
  }
}

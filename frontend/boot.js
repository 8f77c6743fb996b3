// Starts the app, or says in plain words why it cannot start. Written in the
// JavaScript of 2009, so that a browser too old for the app can still read it.
//
// What the app may rely on:
// - <html data-update="ready"> (or "required", set by the app) and the event `linli:update-ready` on window: a newer
//   build waits. The app asks the reader, then dispatches `linli:update-now`.
// - `linli:part-missing` on window, from the app: look for a newer build.
// - `linliSheet(name)` on window: a promise that the sheet `report`, `office` or `vote` is there.
// - `linliBallot()` on window: a new worker that seals ballots and counts them again.
// - Nothing here reads or stores anything about a person.
(function () {
  'use strict';

  var root = document.documentElement;
  var dev = root.hasAttribute('data-dev');

  var OLD = [
    '这个浏览器太旧，打不开邻里。请更新微信，或换用 Chrome 97、Safari 16 及以上的浏览器。',
    'This browser is too old for Linli. Please update WeChat, or use Chrome 97, Safari 16 or later.'
  ];
  var FAILED = [
    '邻里没有加载完。请看看网络，再试一次。您存在这台手机上的内容都还在。',
    'Linli did not finish loading. Please check the network and try again. What you saved on this phone is still there.'
  ];

  function paragraph(language, text) {
    var line = document.createElement('p');
    line.setAttribute('lang', language);
    line.appendChild(document.createTextNode(text));
    return line;
  }

  function say(texts, retry) {
    var place = document.getElementById('app') || document.body;
    while (place.firstChild) { place.removeChild(place.firstChild); }
    var box = document.createElement('main');
    box.className = 'boot';
    box.setAttribute('role', 'alert');
    box.appendChild(paragraph('zh-CN', texts[0]));
    box.appendChild(paragraph('en', texts[1]));
    if (retry) {
      var button = document.createElement('button');
      button.className = 'weui-btn weui-btn_primary';
      button.type = 'button';
      button.appendChild(document.createTextNode('再试一次 Try again'));
      button.onclick = function () { location.reload(); };
      box.appendChild(button);
    }
    place.appendChild(box);
  }

  // Browsers before Chrome 97 and Safari 16 do not know 'wasm-unsafe-eval': the content
  // policy then refuses even this empty module.
  function runsWasm() {
    try {
      var empty = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      return empty instanceof WebAssembly.Module && 'instantiateStreaming' in WebAssembly;
    } catch (refused) {
      return false;
    }
  }

  var ballot = root.getAttribute('data-ballot');

  // Chrome takes the address of a worker only through a policy.
  var policy = window.trustedTypes && window.trustedTypes.createPolicy('linli', {
    createScriptURL: function (address) {
      if (address === '/sw.js' || address === ballot) { return address; }
      throw new TypeError('Only our two workers are loaded by address.');
    }
  });

  function workerAddress(address) { return policy ? policy.createScriptURL(address) : address; }

  window.linliBallot = function () { return new Worker(workerAddress(ballot), { type: 'module' }); };

  function offerUpdate() {
    // The app itself writes 'required' when the server no longer understands it.
    if (root.getAttribute('data-update') !== 'required') { root.setAttribute('data-update', 'ready'); }
    window.dispatchEvent(new Event('linli:update-ready'));
  }

  function watchForUpdate(registration) {
    window.addEventListener('linli:update-now', function () {
      if (!registration.waiting) { location.reload(); return; }
      navigator.serviceWorker.addEventListener('controllerchange', function () {
        location.reload();
      });
      registration.waiting.postMessage({ type: 'update' });
    });
    if (registration.waiting && navigator.serviceWorker.controller) { offerUpdate(); }
    registration.addEventListener('updatefound', function () {
      var worker = registration.installing;
      if (!worker) { return; }
      worker.addEventListener('statechange', function () {
        // Without a controller this is the first visit, not an update.
        if (worker.state === 'installed' && navigator.serviceWorker.controller) {
          offerUpdate();
        }
      });
    });
    // A page may stay open for days: ask again whenever it is looked at, and when a part of this
    // build did not come, which a newer server no longer has.
    function ask() { registration.update().catch(function () {}); }
    document.addEventListener('visibilitychange', function () {
      if (document.visibilityState === 'visible') { ask(); }
    });
    window.addEventListener('linli:part-missing', ask);
  }

  function registerWorker() {
    if (!('serviceWorker' in navigator)) { return; }
    if (dev) {
      navigator.serviceWorker.getRegistrations().then(function (registrations) {
        registrations.forEach(function (registration) { registration.unregister(); });
      });
      return;
    }
    // Offline use is an addition: the app runs without it (private windows refuse it).
    navigator.serviceWorker.register(workerAddress('/sw.js'), { scope: '/', updateViaCache: 'none' })
      .then(watchForUpdate, function () {});
  }

  // `cargo xtask run --dev`: reload when the build changed.
  function followBuilds() {
    setInterval(function () {
      fetch('/build.json', { cache: 'no-store' })
        .then(function (answer) { return answer.json(); })
        .then(function (build) {
          if (build.build_id !== root.getAttribute('data-build')) { location.reload(); }
        }, function () {});
    }, 700);
  }

  window.linliSheet = function (name) {
    return new Promise(function (resolve, reject) {
      if (document.getElementById('sheet-' + name)) { resolve(); return; }
      var sheet = document.createElement('link');
      sheet.rel = 'stylesheet';
      sheet.href = root.getAttribute('data-' + name);
      sheet.onload = function () { sheet.id = 'sheet-' + name; resolve(); };
      sheet.onerror = function () { sheet.remove(); reject(); };
      document.head.appendChild(sheet);
    });
  };

  if (!runsWasm()) { say(OLD, false); return; }
  if (dev) { followBuilds(); }
  if (typeof wasm_bindgen === 'undefined') { say(FAILED, true); return; }
  wasm_bindgen({ module_or_path: root.getAttribute('data-wasm') }).then(registerWorker, function (reason) {
    if (window.console) { console.error(reason); }
    say(FAILED, true);
  });
})();

new Promise((done) => {
  const opening = indexedDB.open('linli');
  opening.onerror = () => done(false);
  opening.onsuccess = () => {
    const db = opening.result;
    const drafts = db.transaction('drafts').objectStore('drafts').getAll();
    drafts.onsuccess = () => {
      db.close();
      done(JSON.stringify(drafts.result).includes('WORDS'));
    };
  };
})

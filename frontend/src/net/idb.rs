//! The phone's own database `linli`, which the service worker reads too.
//!
//! Where the browser refuses it (private windows), nothing is kept and every reader gets nothing:
//! only [`add_all`] says so, because a promise rests on it.

use std::cell::RefCell;

use js_sys::{Array, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbObjectStoreParameters,
    IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::js;

/// The stores.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// The last answers, by `key`.
    Answers,
    /// What waits to be sent, by `seq`, which the database counts.
    Outbox,
    /// What was begun, by `key`.
    Drafts,
}

impl Store {
    const fn name(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Outbox => "outbox",
            Self::Drafts => "drafts",
        }
    }
}

/// The phone could not keep it: no space, or storage is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

thread_local! {
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

async fn database() -> Option<IdbDatabase> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Some(open);
    }
    let factory: IdbFactory = js::get(&js::window(), "indexedDB").dyn_into().ok()?;
    let request = factory.open_with_u32("linli", 1).ok()?;
    let make = make_stores(&request);
    let opened = settle(&request).await;
    request.set_onupgradeneeded(None);
    drop(make);
    let database: IdbDatabase = opened?.dyn_into().ok()?;
    forget_when_replaced(&database);
    OPEN.set(Some(database.clone()));
    Some(database)
}

fn make_stores(request: &IdbOpenDbRequest) -> Closure<dyn FnMut()> {
    let opening = request.clone();
    let make = Closure::<dyn FnMut()>::new(move || {
        let Ok(result) = opening.result() else { return };
        let database: IdbDatabase = result.unchecked_into();
        for store in [Store::Answers, Store::Outbox, Store::Drafts] {
            let how = IdbObjectStoreParameters::new();
            let counted = store == Store::Outbox;
            how.set_key_path(&JsValue::from_str(if counted { "seq" } else { "key" }));
            how.set_auto_increment(counted);
            drop(database.create_object_store_with_optional_parameters(store.name(), &how));
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    make
}

/// Another page with a newer app must be able to change the database.
fn forget_when_replaced(database: &IdbDatabase) {
    let closing = database.clone();
    let close = Closure::<dyn FnMut()>::new(move || {
        closing.close();
        OPEN.set(None);
    });
    database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
    close.forget();
}

/// The result of a request, or nothing where it failed.
async fn settle(request: &IdbRequest) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.ok()?;
    request.result().ok()
}

async fn committed(transaction: &IdbTransaction) -> Result<(), NotKept> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(drop).map_err(|_| NotKept)
}

async fn begin(store: Store, mode: IdbTransactionMode) -> Option<(IdbTransaction, IdbObjectStore)> {
    let database = database().await?;
    let transaction = database.transaction_with_str_and_mode(store.name(), mode).ok()?;
    let objects = transaction.object_store(store.name()).ok()?;
    Some((transaction, objects))
}

/// One record.
pub async fn get(store: Store, key: &str) -> Option<JsValue> {
    let (_, objects) = begin(store, IdbTransactionMode::Readonly).await?;
    let found = settle(&objects.get(&JsValue::from_str(key)).ok()?).await?;
    (!found.is_undefined()).then_some(found)
}

/// Every record, in the order of their keys.
pub async fn all(store: Store) -> Vec<JsValue> {
    let read = async {
        let (_, objects) = begin(store, IdbTransactionMode::Readonly).await?;
        settle(&objects.get_all().ok()?).await
    };
    read.await.map(|found| found.unchecked_into::<Array>().to_vec()).unwrap_or_default()
}

/// How many records there are.
pub async fn count(store: Store) -> i64 {
    let read = async {
        let (_, objects) = begin(store, IdbTransactionMode::Readonly).await?;
        settle(&objects.count().ok()?).await
    };
    read.await.and_then(|found| found.as_f64()).map(js::whole).unwrap_or_default()
}

/// Keeps a record, in place of the one with its key.
pub async fn put(store: Store, record: &JsValue) -> Result<(), NotKept> {
    let (transaction, objects) =
        begin(store, IdbTransactionMode::Readwrite).await.ok_or(NotKept)?;
    drop(objects.put(record).map_err(|_| NotKept)?);
    // A page that is being left waits for nothing; what is asked of the database by then is done.
    js::call(&transaction, "commit", &[]);
    committed(&transaction).await
}

/// Keeps all of these, or none.
pub async fn add_all(store: Store, records: &[JsValue]) -> Result<(), NotKept> {
    let (transaction, objects) =
        begin(store, IdbTransactionMode::Readwrite).await.ok_or(NotKept)?;
    for record in records {
        if objects.add(record).is_err() {
            drop(transaction.abort());
            return Err(NotKept);
        }
    }
    committed(&transaction).await
}

/// Takes one record away.
pub async fn delete(store: Store, key: &JsValue) {
    if let Some((transaction, objects)) = begin(store, IdbTransactionMode::Readwrite).await
        && objects.delete(key).is_ok()
    {
        let _ = committed(&transaction).await;
    }
}

/// Takes every record away whose key begins so.
pub async fn delete_prefix(store: Store, prefix: &str) {
    let from = JsValue::from_str(prefix);
    let to = JsValue::from_str(&format!("{prefix}\u{ffff}"));
    if let Ok(range) = IdbKeyRange::bound(&from, &to) {
        delete(store, &range).await;
    }
}

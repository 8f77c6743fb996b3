//! The server as a witness sees it: by its public addresses, and to post by signing in.

use data_encoding::HEXLOWER;
use reqwest::{Client, RequestBuilder, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::account::{SignInStaff, SignedIn, StaffSignIn};
use shared::api::journal::{
    CosignJournal, Cosignature, GetJournalGrowth, GrowthQuery, KeepWitness, NewWitness,
};
use shared::api::{Endpoint, Problem, SEAT_HEADER};
use shared::domain::account::Role;
use shared::domain::estate::EstateId;
use shared::journal::{Hash, Note};

/// What staff sign in with.
pub(super) struct SignIn {
    pub(super) phone: String,
    pub(super) code: String,
    pub(super) password: String,
}

/// One estate's log on a server.
pub(super) struct Remote {
    client: Client,
    base: String,
    estate: EstateId,
}

impl Remote {
    pub(super) fn new(url: &str, estate: EstateId) -> Self {
        Self { client: Client::new(), base: url.trim_end_matches('/').to_owned(), estate }
    }

    /// A public text of the log.
    pub(super) async fn text(&self, path: &str) -> Result<String, String> {
        let url = format!("{}/tlog/{}/{path}", self.base, self.estate);
        let answer = self.client.get(&url).send().await.map_err(|e| e.to_string())?;
        if !answer.status().is_success() {
            return Err(format!("{url} answers {}", answer.status()));
        }
        answer.text().await.map_err(|e| e.to_string())
    }

    /// The proof between two sizes.
    pub(super) async fn growth(&self, from: u64, to: u64) -> Result<Vec<Hash>, String> {
        let query = GrowthQuery { from, to: Some(to) };
        let path = GetJournalGrowth::path(&(self.estate,));
        let mut url = Url::parse(&format!("{}{path}", self.base)).map_err(|e| e.to_string())?;
        url.set_query(Some(&serde_urlencoded::to_string(&query).map_err(|e| e.to_string())?));
        let proof: <GetJournalGrowth as Endpoint>::Output = read(self.client.get(url)).await?;
        let hash = |text: &String| {
            let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
            Hash::try_from(bytes).ok()
        };
        let proof: Option<Vec<Hash>> = proof.proof.iter().map(hash).collect();
        proof.ok_or_else(|| "the server's proof cannot be read".to_owned())
    }

    /// Signs in, sets the office's key where it is given, and posts the signed checkpoint.
    pub(super) async fn post(
        &self,
        sign_in: SignIn,
        vkey: Option<String>,
        note: &Note,
    ) -> Result<(), String> {
        let sign_in = StaffSignIn {
            phone: sign_in.phone,
            password: sign_in.password,
            totp: sign_in.code,
            device: "linli witness".to_owned(),
        };
        let session: SignedIn = read(self.request::<SignInStaff>(&(), &sign_in)).await?;
        let mut seats = session.me.seats.iter().map(|view| &view.seat);
        let seat = seats.find(|seat| matches!(seat.role, Role::Cmy | Role::Twn));
        let seat =
            seat.ok_or("whoever signed in is of no community and of no town")?.id.to_string();
        let as_seat = |request: RequestBuilder| {
            request.bearer_auth(&session.access_token).header(SEAT_HEADER, seat.as_str())
        };
        if let Some(vkey) = vkey {
            let new = NewWitness { vkey };
            let kept = read(as_seat(self.request::<KeepWitness>(&(), &new))).await?;
            drop::<<KeepWitness as Endpoint>::Output>(kept);
        }
        let cosignature = Cosignature { note: note.to_string() };
        let request = self.request::<CosignJournal>(&(self.estate,), &cosignature);
        read::<<CosignJournal as Endpoint>::Output>(as_seat(request)).await.map(drop)
    }

    fn request<E: Endpoint>(&self, path: &E::Path, input: &impl Serialize) -> RequestBuilder {
        let url = format!("{}{}", self.base, E::path(path));
        let request = match E::INFO.method {
            shared::api::Method::Put => self.client.put(url),
            _ => self.client.post(url),
        };
        request.header("origin", &self.base).json(input)
    }
}

/// Sends, and reads the answer or the problem's sentence.
async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, String> {
    let answer = request.send().await.map_err(|e| e.to_string())?;
    if answer.status().is_success() {
        return answer.json().await.map_err(|e| e.to_string());
    }
    let status = answer.status();
    match answer.json::<Problem>().await {
        Ok(problem) => Err(problem.code.en().to_owned()),
        Err(_) => Err(format!("the server answers {status}")),
    }
}

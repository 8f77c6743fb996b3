//! Sign-in, sessions, seats.

use secrecy::{ExposeSecret, SecretString};
use shared::api::account::{
    AcceptInvitation, CodeRequest, CodeSent, CodeSignIn, EndGrant, EndSession, GetMe, GrantEnded,
    GrantList, InvitationAnswer, InvitationId, InvitationSecret, InvitationView, Invite, Invited,
    ListGrants, ListSessions, Me, NewInvitation, OpenInvitation, RefreshSession, RequestCode,
    SessionList, SignIn, SignInStaff, SignOut, SignedIn, StaffSignIn, WithdrawInvitation,
};
use shared::api::{Code, FieldRule, Nothing, Problem};
use shared::domain::account::{SeatId, SessionId};
use shared::value::{Phone, TextError, Timestamp, check_text};

use super::ctx::Ctx;
use super::reply::Reply;
use super::route::{Route, route};
use crate::access::{cookie, password, secret, token};
use crate::app::App;
use crate::db::account::{
    self, Acceptance, CodeAsk, CodeEntry, Device, Entered, Offer, Opened, Proof, Refreshed,
    StaffEntry,
};
use crate::db::report::Told;
use crate::db::seat::{actor, session_factor};
use crate::failure::Failure;

/// The routes of this feature.
pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<RequestCode, _, _>(app, request_code),
        route::<SignIn, _, _>(app, sign_in),
        route::<SignInStaff, _, _>(app, sign_in_staff),
        route::<RefreshSession, _, _>(app, refresh),
        route::<SignOut, _, _>(app, sign_out),
        route::<GetMe, _, _>(app, get_me),
        route::<ListSessions, _, _>(app, list_sessions),
        route::<EndSession, _, _>(app, end_session),
        route::<OpenInvitation, _, _>(app, open_invitation),
        route::<AcceptInvitation, _, _>(app, accept_invitation),
        route::<Invite, _, _>(app, invite),
        route::<WithdrawInvitation, _, _>(app, withdraw_invitation),
        route::<ListGrants, _, _>(app, list_grants),
        route::<EndGrant, _, _>(app, end_grant),
    ]
}

async fn request_code(ctx: Ctx, (): (), input: CodeRequest) -> Result<Reply<CodeSent>, Failure> {
    let settings = &ctx.app.settings;
    let ask = CodeAsk {
        phone: phone(&input.phone)?,
        about: String::new(),
        peer: ctx.peer,
        now: ctx.now,
        budget: settings.sms_daily,
        screen: settings.screen_sms(),
    };
    let keys = ctx.app.keys.clone();
    let value = ctx.write(move |conn| account::request_code(conn, &keys, &ask)).await?;
    Ok(Reply { value, status: 202, cookie: None })
}

async fn sign_in(ctx: Ctx, (): (), input: CodeSignIn) -> Result<Reply<SignedIn>, Failure> {
    let entry = CodeEntry {
        challenge: input.challenge,
        code: input.code,
        device: device(&ctx, &input.device)?,
        held_by: ctx.who.map(|who| who.account),
        now: ctx.now,
    };
    let keys = ctx.app.keys.clone();
    match ctx.write(move |conn| account::sign_in(conn, &keys, &entry)).await? {
        Entered::Open(opened) => signed_in(&ctx, opened).await,
        Entered::Wrong => Err(Code::CodeWrong.into()),
        Entered::Spent => Err(Code::CodeSpent.into()),
        Entered::NotOnRoll => Err(Code::NotOnRoll.into()),
    }
}

async fn sign_in_staff(ctx: Ctx, (): (), input: StaffSignIn) -> Result<Reply<SignedIn>, Failure> {
    let (phone, device) = (phone(&input.phone)?, device(&ctx, &input.device)?);
    let (keys, whose, now) = (ctx.app.keys.clone(), phone.clone(), ctx.now);
    let known = ctx.read(move |conn| account::credentials(conn, &keys, &whose, now)).await?;
    let stored = known.password.as_ref().map(|hash| hash.expose_secret().to_owned());
    let right = password::verify(SecretString::from(input.password), stored).await?;
    let proven = known.password.filter(|_| right);
    let entry = StaffEntry { phone, proven, totp: input.totp, device, now };
    let keys = ctx.app.keys.clone();
    let opened = ctx.write(move |conn| account::sign_in_staff(conn, &keys, &entry)).await?;
    signed_in(&ctx, opened.ok_or(Code::SignInWrong)?).await
}

async fn refresh(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<SignedIn>, Failure> {
    let given = ctx.cookie.as_ref().and_then(|cookie| secret::read(cookie.expose_secret()));
    let given = given.ok_or(Code::SignInRequired)?;
    let (keys, now) = (ctx.app.keys.clone(), ctx.now);
    match ctx.write(move |conn| account::refresh(conn, &keys, &given, now)).await? {
        Refreshed::Open(opened) => signed_in(&ctx, opened).await,
        Refreshed::Refused => Err(Code::SignInRequired.into()),
    }
}

async fn sign_out(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<Nothing>, Failure> {
    let given = ctx.cookie.as_ref().and_then(|cookie| secret::read(cookie.expose_secret()));
    if let Some(given) = given {
        let now = ctx.now;
        ctx.write(move |conn| account::sign_out(conn, &given, now)).await?;
    }
    let cookie = Some(cookie::clear(ctx.app.settings.secure_cookies()));
    Ok(Reply { value: Nothing {}, status: 200, cookie })
}

async fn get_me(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<Me>, Failure> {
    let (who, book, demo) = (ctx.who()?, ctx.app.rulebook(), ctx.app.settings.demo);
    let me = ctx.read(move |conn| {
        let factor = session_factor(conn, &who)?;
        account::me(conn, &book.departments, (who.account, who.session, factor), demo, who.now)
    });
    Ok(me.await?.into())
}

async fn list_sessions(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<SessionList>, Failure> {
    let who = ctx.who()?;
    Ok(ctx.read(move |conn| account::sessions(conn, &who)).await?.into())
}

async fn end_session(ctx: Ctx, (id,): (SessionId,), _: Nothing) -> Result<Reply<Nothing>, Failure> {
    let who = ctx.who()?;
    ctx.write(move |conn| account::end(conn, &who, id)).await?;
    Ok(Nothing {}.into())
}

async fn open_invitation(
    ctx: Ctx,
    (): (),
    input: InvitationSecret,
) -> Result<Reply<InvitationView>, Failure> {
    let (keys, book, now) = (ctx.app.keys.clone(), ctx.app.rulebook(), ctx.now);
    let view = ctx
        .read(move |conn| account::offer(conn, &keys, &book.departments, &input.secret, now))
        .await?;
    Ok(view.into())
}

async fn accept_invitation(
    ctx: Ctx,
    (): (),
    input: InvitationAnswer,
) -> Result<Reply<SignedIn>, Failure> {
    let (device, secret) = (device(&ctx, &input.device)?, SecretString::from(input.secret));
    let (keys, given, who, now) = (ctx.app.keys.clone(), secret.clone(), ctx.who, ctx.now);
    let invitee = ctx
        .read(move |conn| account::invitee(conn, &keys, given.expose_secret(), who.as_ref(), now))
        .await?;
    let proof = proof(invitee, SecretString::from(input.password)).await?;
    let ip = ctx.peer.to_string();
    let answer = Acceptance { secret, proof, totp: input.totp, device, who, ip, now };
    let keys = ctx.app.keys.clone();
    let opened = ctx.write(move |conn| account::accept(conn, &keys, &answer)).await?;
    signed_in(&ctx, opened.ok_or(Code::SignInWrong)?).await
}

/// Compares the password with the account's, or hashes it as the new one.
async fn proof(invitee: account::Invitee, given: SecretString) -> Result<Proof, Failure> {
    let Some(stored) = invitee.password else {
        password::check(given.expose_secret(), invitee.phone.as_str())?;
        return Ok(Proof::New(password::hash(given).await?.into()));
    };
    let right = password::verify(given, Some(stored.expose_secret().to_owned())).await?;
    Ok(if right { Proof::Present(stored) } else { Proof::Wrong })
}

async fn invite(ctx: Ctx, (): (), input: NewInvitation) -> Result<Reply<Invited>, Failure> {
    let (who, offer) = (ctx.who()?, offer(input, ctx.now)?);
    let (keys, book, ip) = (ctx.app.keys.clone(), ctx.app.rulebook(), ctx.peer.to_string());
    let invited = ctx.write(move |conn| {
        let actor = actor(conn, &who)?;
        account::second_proof(conn, &who)?;
        let permit = account::may_grant(conn, &actor, offer.role, &offer.scope)?;
        let with = (&keys, book.departments.as_slice());
        account::invite(conn, permit, with, &actor, &offer, (&ip, who.now))
    });
    Ok(Reply::created(invited.await?))
}

async fn withdraw_invitation(
    ctx: Ctx,
    (id,): (InvitationId,),
    _: Nothing,
) -> Result<Reply<Nothing>, Failure> {
    let (who, ip) = (ctx.who()?, ctx.peer.to_string());
    ctx.write(move |conn| {
        let actor = actor(conn, &who)?;
        account::second_proof(conn, &who)?;
        account::withdraw_invitation(conn, &actor, id, (&ip, who.now))
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn list_grants(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<GrantList>, Failure> {
    let (who, book) = (ctx.who()?, ctx.app.rulebook());
    let list = ctx.read(move |conn| {
        let actor = actor(conn, &who)?;
        account::grants(conn, &book.departments, &actor, who.now)
    });
    Ok(list.await?.into())
}

async fn end_grant(ctx: Ctx, (id,): (SeatId,), _: Nothing) -> Result<Reply<GrantEnded>, Failure> {
    let (who, ip) = (ctx.who()?, ctx.peer.to_string());
    let ended = ctx.write(move |conn| {
        let actor = actor(conn, &who)?;
        account::second_proof(conn, &who)?;
        account::end_grant(conn, &actor, id, (&ip, who.now))
    });
    Ok(ended.await?.into())
}

/// The answer to every way of signing in.
async fn signed_in(ctx: &Ctx, opened: Opened) -> Result<Reply<SignedIn>, Failure> {
    let settings = &ctx.app.settings;
    ctx.app.tell([Told::inbox(opened.told)]);
    let (book, demo, now) = (ctx.app.rulebook(), settings.demo, ctx.now);
    let (access_token, expires) = token::issue(&ctx.app.keys, opened.account, opened.session, now)?;
    let cookie = cookie::set(&opened.refresh, settings.secure_cookies(), opened.seconds);
    let session = (opened.account, opened.session, opened.factor);
    let me = ctx.read(move |conn| account::me(conn, &book.departments, session, demo, now)).await?;
    let value = SignedIn { access_token, expires, me };
    Ok(Reply { value, status: 200, cookie: Some(cookie) })
}

fn phone(text: &str) -> Result<Phone, Failure> {
    Phone::parse(text).map_err(|_| {
        let field = Problem::field("/phone", FieldRule::Malformed);
        Problem { errors: field.errors, ..Problem::new(Code::PhoneInvalid) }.into()
    })
}

/// The device that signs in. One without a name is no reason to keep somebody out.
fn device(ctx: &Ctx, text: &str) -> Result<Device, Failure> {
    let name = match check_text(text, 80) {
        Err(TextError::Empty) => Ok("?".to_owned()),
        other => other.map_err(|error| field("/device", error)),
    };
    let held = ctx.cookie.as_ref().and_then(|cookie| secret::read(cookie.expose_secret()));
    Ok(Device { name: name?, known_by: held.as_ref().map(secret::hash) })
}

fn field(pointer: &str, error: TextError) -> Failure {
    let rule = match error {
        TextError::Empty => FieldRule::Required,
        TextError::TooLong { .. } => FieldRule::TooLong,
        TextError::Forbidden => FieldRule::Malformed,
    };
    Problem::field(pointer, rule).into()
}

/// Reads an invitation.
fn offer(input: NewInvitation, now: Timestamp) -> Result<Offer, Failure> {
    if input.until.is_some_and(|until| until <= now) {
        return Err(Problem::field("/until", FieldRule::OutOfRange).into());
    }
    Ok(Offer {
        id: input.id,
        role: input.role,
        scope: input.scope,
        name: check_text(&input.name, 40).map_err(|error| field("/name", error))?,
        phone: phone(&input.phone)?,
        until: input.until,
    })
}

//! `linli verify-vote` and `linli check-ballot`: what anybody can check of a vote without a server and
//! without a database.

use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use shared::domain::vote::{MatterResult, SumWeight};
use shared::journal::{Checkpoint, Digest, FrozenMatter, Note, Tree, VerifierKey, origin};
use shared::sealed::bundle::{Head, Verified, head, verify};
use shared::sealed::{CheckSheet, Fault};

use super::say;

/// What to recount.
#[derive(Args)]
pub(super) struct VoteArgs {
    /// The exported bundle; `-` reads standard input.
    file: PathBuf,
    /// The key of the estate's journal, as it hangs on the notice board: `linli/…+…+…`. Without it the
    /// checkpoint's signature is not checked.
    #[arg(long = "key")]
    keys: Vec<String>,
    /// The fingerprint of one's own receipt: whether that ballot is counted.
    #[arg(long)]
    receipt: Option<String>,
}

/// Which ballot to seal again.
#[derive(Args)]
pub(super) struct BallotArgs {
    /// The text of the QR code that the phone shows; `-` reads standard input.
    file: PathBuf,
    /// The fingerprint that was shown before it, or its first eight characters or more.
    fingerprint: String,
}

/// Recounts a bundle and says what it came to.
pub(super) fn verify_vote(args: &VoteArgs) -> Result<ExitCode, String> {
    let text = read(&args.file)?;
    let keys: Option<Vec<VerifierKey>> =
        args.keys.iter().map(|key| VerifierKey::parse(key)).collect();
    let keys = keys.ok_or("a key that cannot be read")?;
    let receipt = args.receipt.as_deref().map(|text| Digest::parse(text).ok_or(text));
    let receipt = receipt.transpose().map_err(|text| format!("no fingerprint: {text}"))?;
    say(recount(&text, &keys, receipt.as_ref())?.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Seals again what a phone says that it sealed.
pub(super) fn check_ballot(args: &BallotArgs) -> Result<ExitCode, String> {
    let text = read(&args.file)?;
    say(reseal(text.trim_end(), &args.fingerprint)?.trim_end());
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<String, String> {
    let mut text = String::new();
    let done = if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map(|_| ())
    } else {
        std::fs::read_to_string(path).map(|read| text = read)
    };
    done.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text)
}

/// The report over a bundle; the first check that fails, with its line.
fn recount(text: &str, keys: &[VerifierKey], receipt: Option<&Digest>) -> Result<String, String> {
    let failed = |failure| format!("verify/failed {}", Fault::Failed(failure));
    let head = head(text).map_err(failed)?;
    let (tree, signed) = tree_of(&head, keys)?;
    let verified = verify(text, tree, &mut |_, _| ()).map_err(failed)?;
    let mut report = format!("journal   {} entries, {signed}\n", tree.size);
    let _ = writeln!(report, "key       {}", verified.key.key().digits());
    for public in &verified.trustees {
        let _ = writeln!(report, "trustee   {}", public.digits());
    }
    let _ = writeln!(report, "ballots   {}", verified.ballots());
    for (frozen, matter) in verified.frozen.iter().zip(&verified.matters) {
        tell_matter(&mut report, frozen, matter.result.as_ref());
    }
    if verified.wanted().next().is_some() {
        tell_wanted(&mut report, &verified);
    }
    if let Some(fingerprint) = receipt {
        let place = verified.place_of(fingerprint);
        let place = place.ok_or_else(|| format!("the ballot {fingerprint} is not counted"))?;
        let _ = writeln!(report, "receipt   counted, entry {place}");
    }
    Ok(report)
}

/// The tree of the bundle's checkpoint, and who has signed it.
fn tree_of(head: &Head, keys: &[VerifierKey]) -> Result<(Tree, String), String> {
    let told = Tree { size: head.tree.size, root: *head.tree.root.bytes() };
    if keys.is_empty() {
        return Ok((told, "signature NOT checked (give --key)".to_owned()));
    }
    let name = origin(head.community, 1);
    let note = Note::parse(&head.checkpoint).ok_or("the checkpoint is no signed note")?;
    let checkpoint =
        Checkpoint::open(&note, keys).ok_or("the checkpoint is not signed by the key")?;
    let ours = checkpoint.origin == name || checkpoint.origin.starts_with(&format!("{name}/"));
    if ours {
        Ok((checkpoint.tree, format!("signed by {}", checkpoint.origin)))
    } else {
        Err("the checkpoint is another estate's".to_owned())
    }
}

fn tell_matter(report: &mut String, frozen: &FrozenMatter, result: Option<&MatterResult>) {
    let _ = writeln!(report, "matter    {}", frozen.matter.title);
    let Some(result) = result else { return };
    let told = |number: Option<u64>| number.map_or_else(|| "sealed".to_owned(), |n| n.to_string());
    let area = |hundredths: u64| format!("{}.{:02} m²", hundredths / 100, hundredths % 100);
    let (part, roll) = (result.participating, result.roll);
    let _ = writeln!(report, "  roll    {} persons, {}", roll.persons, area(roll.area));
    let _ = writeln!(report, "  voted   {} persons, {}", part.persons, area(part.area));
    for (option, total) in frozen.options.iter().zip(&result.boxes) {
        let of_area = total.area.map_or_else(|| "area sealed".to_owned(), area);
        let _ = writeln!(report, "  {}  {} persons, {of_area}", option.label, told(total.persons));
    }
    let _ = writeln!(report, "  result  {}", result.outcome);
    if let Some(followed) = &result.followed {
        let _ = writeln!(report, "  with the silent who were served  {}", followed.outcome);
    }
    if let Some(elected) = &result.elected {
        for (rank, member) in (1..).zip(&elected.members) {
            let named = frozen.options.iter().find(|option| option.id == member.as_str());
            let _ = writeln!(report, "  {rank}  {}", named.map_or("", |option| &option.label));
        }
    }
}

fn tell_wanted(report: &mut String, verified: &Verified) {
    let by = |weight| verified.wanted().filter(|sum| sum.of.weight == weight).count();
    let (persons, areas) = (by(SumWeight::Persons), by(SumWeight::Area));
    let _ =
        writeln!(report, "sealed    {persons} sums of persons and {areas} of areas to be opened");
}

/// What a sheet says, once its ballot came out under the fingerprint that was shown before.
fn reseal(text: &str, fingerprint: &str) -> Result<String, String> {
    let sheet = CheckSheet::parse(text).map_err(|_| "this is no sheet of a ballot")?;
    let sealed = sheet.reseal().map_err(|fault| format!("{}: {fault}", fault.code()))?;
    let sealed = sealed.fingerprint().to_string();
    if fingerprint.len() < 8 || !sealed.starts_with(&fingerprint.to_lowercase()) {
        return Err(format!(
            "the phone sealed something else than it says: {sealed} instead of {fingerprint}"
        ));
    }
    let mut report = format!("key       {}\n", sheet.key.digits());
    for matter in &sheet.matters {
        let marked = (1..).zip(&matter.marks).filter(|(_, marked)| **marked);
        let marked: Vec<String> = marked.map(|(at, _): (u32, _)| at.to_string()).collect();
        let said = if marked.is_empty() {
            "no box: it abstains".to_owned()
        } else {
            format!("box {} of {}", marked.join(", "), matter.marks.len())
        };
        let _ = writeln!(report, "text      {}\n  marks   {said}", matter.text);
    }
    report.push_str(
        "The phone sealed what it says. In a question box 1 is FOR and box 2 AGAINST.\n\
         This ballot is now void: start again.\n",
    );
    Ok(report)
}

#[cfg(test)]
mod tests;

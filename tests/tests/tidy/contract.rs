//! The contract is locked by a snapshot: a change of the API shows in review.

#[test]
fn the_openapi_document_is_the_one_that_was_agreed() {
    let document = serde_json::to_string_pretty(&shared::api::openapi()).unwrap();
    insta::assert_snapshot!("openapi", document);
}

#[test]
fn every_reference_in_the_openapi_document_leads_somewhere() {
    let document = shared::api::openapi();
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer} leads nowhere");
    }
}

//! The tables, as both migrations make them.

#![allow(missing_docs)]

diesel::table! {
    account (id) {
        id -> Text,
        phone -> Text,
        name -> Text,
        password -> Nullable<Text>,
        totp_no -> BigInt,
        totp_step -> BigInt,
        proven -> Nullable<BigInt>,
        created -> BigInt,
        seen -> Nullable<BigInt>,
        waits_until -> Nullable<BigInt>,
    }
}

diesel::table! {
    device_notice (id) {
        id -> Text,
        account_id -> Text,
        of_account -> Text,
        device -> Nullable<Text>,
        estate_id -> Nullable<Text>,
        unit_id -> Nullable<Text>,
        silent -> Bool,
        at -> BigInt,
        read -> Bool,
    }
}

diesel::table! {
    challenge (id) {
        id -> Text,
        phone -> Text,
        salt -> Binary,
        created -> BigInt,
        expires -> BigInt,
        tries -> BigInt,
        used -> Bool,
    }
}

diesel::table! {
    tally (kind, subject, window_start) {
        kind -> Text,
        subject -> Text,
        window_start -> BigInt,
        count -> BigInt,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        account_id -> Text,
        device -> Text,
        factor -> Text,
        created -> BigInt,
        used -> BigInt,
        idle_until -> BigInt,
        until -> BigInt,
        ended -> Nullable<BigInt>,
    }
}

diesel::table! {
    refresh (hash) {
        hash -> Binary,
        session_id -> Text,
        created -> BigInt,
        successor -> Nullable<Binary>,
        replaced -> Nullable<BigInt>,
    }
}

diesel::table! {
    seat (id) {
        id -> Text,
        account_id -> Text,
        role -> Text,
        scope_kind -> Text,
        scope_id -> Text,
        estate_id -> Nullable<Text>,
        valid_from -> BigInt,
        valid_to -> Nullable<BigInt>,
        granted_by -> Nullable<Text>,
        revoked -> Nullable<BigInt>,
        confirmed -> Bool,
    }
}

diesel::table! {
    invitation (id) {
        id -> Text,
        secret_hash -> Binary,
        role -> Text,
        scope_kind -> Text,
        scope_id -> Text,
        estate_id -> Nullable<Text>,
        name -> Text,
        phone -> Text,
        account_id -> Text,
        until -> Nullable<BigInt>,
        created -> BigInt,
        expires -> BigInt,
        granted_by -> Text,
        used -> Nullable<BigInt>,
    }
}

diesel::table! {
    sms_outbox (id) {
        id -> Text,
        phone -> Text,
        text -> Text,
        created -> BigInt,
        expires -> BigInt,
        next_try -> BigInt,
        tries -> BigInt,
        sent -> Nullable<BigInt>,
    }
}

diesel::table! {
    district (id) {
        id -> Text,
        name -> Text,
        demo -> Bool,
    }
}

diesel::table! {
    town (id) {
        id -> Text,
        name -> Text,
    }
}

diesel::table! {
    community (id) {
        id -> Text,
        town_id -> Text,
        name -> Text,
    }
}

diesel::table! {
    company (id) {
        id -> Text,
        name -> Text,
        credit_code -> Text,
    }
}

diesel::table! {
    estate (id) {
        id -> Text,
        community_id -> Text,
        name -> Text,
    }
}

diesel::table! {
    contract (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        company_id -> Text,
        valid_from -> BigInt,
        valid_to -> BigInt,
    }
}

diesel::table! {
    common_place (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        name -> Text,
        position -> BigInt,
    }
}

diesel::table! {
    duty_phone (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        label -> Text,
        number -> Text,
        hours -> Text,
        position -> BigInt,
    }
}

diesel::table! {
    unit (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        building -> Text,
        stair -> Text,
        room -> Text,
        kind -> Text,
        area -> BigInt,
        unsold -> Bool,
        entry -> Text,
    }
}

diesel::table! {
    owner (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        name -> Text,
        phone -> Text,
    }
}

diesel::table! {
    unit_owner (estate_id, unit_id, owner_id) {
        estate_id -> Text,
        unit_id -> Text,
        owner_id -> Text,
        position -> BigInt,
    }
}

diesel::table! {
    name_decision (estate_id, name) {
        estate_id -> Text,
        name -> Text,
        phones -> Text,
        same -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    rule (key, effective_from) {
        key -> Text,
        value -> Text,
        source -> Text,
        effective_from -> BigInt,
    }
}

diesel::table! {
    calendar_day (date) {
        date -> Text,
        kind -> Text,
        name -> Text,
        provisional -> Bool,
    }
}

diesel::table! {
    routing_version (version) {
        version -> Text,
        routing -> Text,
        departments -> Text,
        effective_from -> BigInt,
    }
}

diesel::table! {
    report (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        ticket -> Text,
        reporter_id -> Text,
        reporter_role -> Text,
        category -> Text,
        routing_version -> Text,
        severity -> Text,
        confidential -> Bool,
        status -> Text,
        lead -> Text,
        served -> Bool,
        place -> Text,
        place_find -> Text,
        words -> Nullable<Text>,
        content_hash -> Binary,
        filed -> BigInt,
        released -> BigInt,
        resolved -> Nullable<BigInt>,
        merged_into -> Nullable<Text>,
        assignee_seat -> Nullable<Text>,
        assignee_name -> Nullable<Text>,
        steps -> BigInt,
    }
}

diesel::table! {
    report_step (estate_id, report_id, no) {
        estate_id -> Text,
        report_id -> Text,
        no -> BigInt,
        id -> Text,
        at -> BigInt,
        event -> Text,
        by_party -> Text,
        account_id -> Nullable<Text>,
        seat_id -> Nullable<Text>,
        name -> Nullable<Text>,
        from_status -> Nullable<Text>,
        to_status -> Text,
        note -> Nullable<Text>,
        dept -> Nullable<Text>,
        co -> Text,
        category -> Text,
        clock -> Nullable<Text>,
        content_hash -> Binary,
    }
}

diesel::table! {
    report_clock (estate_id, report_id, no) {
        estate_id -> Text,
        report_id -> Text,
        no -> BigInt,
        kind -> Text,
        party -> Text,
        start_at -> BigInt,
        due -> BigInt,
        remind_at -> BigInt,
        met -> Nullable<BigInt>,
        dropped -> Nullable<BigInt>,
        running -> Bool,
        reminded -> Bool,
        told_overdue -> Bool,
    }
}

diesel::table! {
    report_dept (estate_id, report_id, dept) {
        estate_id -> Text,
        report_id -> Text,
        dept -> Text,
    }
}

diesel::table! {
    report_follower (estate_id, report_id, account_id) {
        estate_id -> Text,
        report_id -> Text,
        account_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    report_rating (estate_id, report_id, no) {
        estate_id -> Text,
        report_id -> Text,
        no -> BigInt,
        speed -> BigInt,
        result -> BigInt,
        attitude -> BigInt,
        at -> BigInt,
        voided -> Bool,
    }
}

diesel::table! {
    photo (id) {
        id -> Text,
        account_id -> Text,
        object -> Text,
        width -> BigInt,
        height -> BigInt,
        arrived_sha256 -> Binary,
        claimed_sha256 -> Nullable<Text>,
        created -> BigInt,
        estate_id -> Nullable<Text>,
        report_id -> Nullable<Text>,
        step_no -> Nullable<BigInt>,
        position -> Nullable<BigInt>,
    }
}

diesel::table! {
    notice (id) {
        id -> Text,
        audience -> Text,
        at -> BigInt,
        estate_id -> Text,
        report_id -> Text,
        event -> Text,
        status -> Text,
        clock -> Nullable<Text>,
    }
}

diesel::table! {
    notice_read (account_id, audience, report_id) {
        account_id -> Text,
        audience -> Text,
        report_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    journal_head (estate_id) {
        estate_id -> Text,
        seq -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    journal (estate_id, seq) {
        estate_id -> Text,
        seq -> BigInt,
        at -> BigInt,
        bytes -> Text,
        hash -> Binary,
    }
}

diesel::table! {
    journal_private (estate_id, seq) {
        estate_id -> Text,
        seq -> BigInt,
        salt -> Binary,
        content -> Text,
    }
}

diesel::table! {
    audit_head (id) {
        id -> BigInt,
        seq -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    audit (seq) {
        seq -> BigInt,
        bytes -> Text,
        hash -> Binary,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account,
    challenge,
    tally,
    session,
    refresh,
    seat,
    invitation,
    sms_outbox,
    district,
    town,
    community,
    company,
    estate,
    contract,
    common_place,
    duty_phone,
    unit,
    owner,
    unit_owner,
    name_decision,
    rule,
    calendar_day,
    routing_version,
    report,
    report_step,
    report_clock,
    report_dept,
    report_follower,
    report_rating,
    photo,
    notice,
    notice_read,
    device_notice,
    journal_head,
    journal,
    journal_private,
    audit_head,
    audit,
);

// The journal's checkpoints.
diesel::table! {
    journal_tile (estate_id, level, place) {
        estate_id -> Text,
        level -> BigInt,
        place -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    journal_key (estate_id, no) {
        estate_id -> Text,
        no -> BigInt,
        public -> Binary,
        note -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    journal_epoch (estate_id, epoch) {
        estate_id -> Text,
        epoch -> BigInt,
        size -> BigInt,
        root -> Binary,
        at -> BigInt,
    }
}

diesel::table! {
    checkpoint (estate_id, epoch, size) {
        estate_id -> Text,
        epoch -> BigInt,
        size -> BigInt,
        note -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    witness (scope_kind, scope_id) {
        scope_kind -> Text,
        scope_id -> Text,
        vkey -> Text,
        account_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    cosignature (estate_id, epoch, size, vkey) {
        estate_id -> Text,
        epoch -> BigInt,
        size -> BigInt,
        vkey -> Text,
        line -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    journal_alarm (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        account_id -> Text,
        content -> Text,
        at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(journal_alarm, estate);
diesel::allow_tables_to_appear_in_same_query!(journal_alarm, community);

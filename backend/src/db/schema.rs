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
        about -> Text,
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

diesel::table! {
    meeting (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        organiser -> Text,
        status -> Text,
        version -> BigInt,
        draft -> Text,
        opens -> BigInt,
        closes -> BigInt,
        created -> BigInt,
        rules -> Nullable<Text>,
        noticed -> Nullable<BigInt>,
        opened -> Nullable<BigInt>,
        closed -> Nullable<BigInt>,
        tallied -> Nullable<BigInt>,
        published -> Nullable<BigInt>,
        roll_root -> Nullable<Text>,
        key_sheet -> Nullable<Text>,
        first_seq -> Nullable<BigInt>,
        last_seq -> Nullable<BigInt>,
    }
}

diesel::table! {
    meeting_step (estate_id, meeting_id, no) {
        estate_id -> Text,
        meeting_id -> Text,
        no -> BigInt,
        at -> BigInt,
        event -> Text,
        status -> Text,
        role -> Nullable<Text>,
        account_id -> Nullable<Text>,
        note -> Nullable<Text>,
        deadline -> Nullable<BigInt>,
    }
}

diesel::table! {
    meeting_matter (estate_id, meeting_id, id) {
        estate_id -> Text,
        meeting_id -> Text,
        id -> Text,
        no -> BigInt,
        frozen -> Text,
        hash -> Text,
        area -> BigInt,
        persons -> BigInt,
        result -> Nullable<Text>,
    }
}

diesel::table! {
    meeting_party (estate_id, meeting_id, id) {
        estate_id -> Text,
        meeting_id -> Text,
        id -> Text,
        no -> BigInt,
        holder -> Text,
        developer -> Bool,
        units -> Text,
        owners -> Text,
        sources -> Text,
        area -> BigInt,
        persons -> BigInt,
        weights -> Text,
    }
}

diesel::table! {
    meeting_party_building (estate_id, meeting_id, party_id, building) {
        estate_id -> Text,
        meeting_id -> Text,
        party_id -> Text,
        building -> Text,
        no -> BigInt,
        area -> BigInt,
        persons -> BigInt,
    }
}

diesel::table! {
    meeting_owner (estate_id, meeting_id, party_id, no) {
        estate_id -> Text,
        meeting_id -> Text,
        party_id -> Text,
        no -> BigInt,
        name -> Text,
        phone -> Text,
    }
}

diesel::table! {
    meeting_objection (estate_id, meeting_id, id) {
        estate_id -> Text,
        meeting_id -> Text,
        id -> Text,
        account_id -> Text,
        unit -> Text,
        at -> BigInt,
        words -> Text,
        answer -> Nullable<Text>,
        upheld -> Nullable<Bool>,
        answered -> Nullable<BigInt>,
        answered_by -> Nullable<Text>,
    }
}

diesel::table! {
    meeting_delivery (estate_id, meeting_id, party_id, channel) {
        estate_id -> Text,
        meeting_id -> Text,
        party_id -> Text,
        channel -> Text,
        at -> BigInt,
        account_id -> Nullable<Text>,
        photo_id -> Nullable<Text>,
    }
}

diesel::table! {
    ballot_mark (estate_id, meeting_id, party_id, fingerprint) {
        estate_id -> Text,
        meeting_id -> Text,
        party_id -> Text,
        fingerprint -> Text,
        at -> BigInt,
        account_id -> Text,
        checked -> Bool,
    }
}

diesel::table! {
    ballot (estate_id, meeting_id, party_id) {
        estate_id -> Text,
        meeting_id -> Text,
        party_id -> Text,
        fingerprint -> Text,
        body -> Text,
        invalid -> Text,
        channel -> Text,
        at -> BigInt,
        account_id -> Text,
        seq -> BigInt,
    }
}

diesel::table! {
    ballot_point (estate_id, meeting_id, point) {
        estate_id -> Text,
        meeting_id -> Text,
        point -> Text,
    }
}

diesel::table! {
    trustee (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        seat -> Text,
        account_id -> Text,
        point -> Text,
        proof -> Text,
        since -> BigInt,
        until -> Nullable<BigInt>,
    }
}

diesel::table! {
    meeting_lock (estate_id, meeting_id, lock_name, holder) {
        estate_id -> Text,
        meeting_id -> Text,
        lock_name -> Text,
        holder -> Text,
        trustee_id -> Text,
        point -> Text,
        proof -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    meeting_share (estate_id, meeting_id, matter_id, box_no, weight, lock_name, holder) {
        estate_id -> Text,
        meeting_id -> Text,
        matter_id -> Text,
        box_no -> BigInt,
        weight -> Text,
        lock_name -> Text,
        holder -> Text,
        point -> Text,
        proof -> Text,
        seq -> BigInt,
        no -> BigInt,
    }
}

diesel::table! {
    meeting_total (estate_id, meeting_id, matter_id, box_no, weight) {
        estate_id -> Text,
        meeting_id -> Text,
        matter_id -> Text,
        box_no -> BigInt,
        weight -> Text,
        total -> BigInt,
    }
}

diesel::table! {
    meeting_notice (estate_id, id) {
        estate_id -> Text,
        id -> Text,
        audience -> Text,
        at -> BigInt,
        meeting_id -> Text,
        kind -> Text,
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
    meeting,
    meeting_step,
    meeting_matter,
    meeting_party,
    meeting_party_building,
    meeting_owner,
    meeting_objection,
    meeting_delivery,
    ballot_mark,
    ballot,
    ballot_point,
    trustee,
    meeting_lock,
    meeting_share,
    meeting_total,
    meeting_notice,
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

//! The words people write into the columns of kind, status and source, folded by
//! [`fold_word`](super::text::fold_word).

use super::{AreaSource, Handover, UnitKind};

/// What the word says a unit is for.
pub(super) fn kind_of(word: &str) -> Option<UnitKind> {
    Some(match word {
        "住宅" | "住房" | "普通住宅" | "成套住宅" | "商品住宅" | "公寓" | "别墅" | "排屋"
        | "flat" | "residential" | "residence" | "apartment" | "dwelling" | "house" => {
            UnitKind::Flat
        }
        "车位" | "停车位" | "地下车位" | "地上车位" | "机动车位" | "产权车位" | "车库"
        | "地下车库" | "parking" | "parkingspace" | "carpark" | "garage" => UnitKind::Parking,
        "商铺" | "店铺" | "商业" | "商业用房" | "商业服务" | "店面" | "门面" | "营业房"
        | "商用" | "shop" | "retail" | "commercial" => UnitKind::Shop,
        "储藏室" | "储藏间" | "储物间" | "杂物间" | "地下室" | "自行车库" | "store" | "storage"
        | "storeroom" => UnitKind::Store,
        "其他" | "其它" | "办公" | "办公用房" | "写字楼" | "other" | "office" => {
            UnitKind::Other
        }
        _ => return None,
    })
}

/// How far the unit has passed; empty is delivered. 已售 alone is not enough: who votes hangs on the handover.
pub(super) fn handover_of(word: &str) -> Option<Handover> {
    Some(match word {
        "" | "已交付" | "交付" | "已交房" | "已入住" | "delivered" | "handedover" => {
            Handover::Delivered
        }
        "已售未交付" | "未交付" | "未交房" | "undelivered" | "soldundelivered" | "notdelivered" => {
            Handover::Undelivered
        }
        "未售" | "未售出" | "待售" | "未出售" | "unsold" => Handover::Unsold,
        _ => return None,
    })
}

/// Where the area comes from; empty is unstated.
pub(super) fn area_source_of(word: &str) -> Option<AreaSource> {
    Some(match word {
        "" | "unstated" => AreaSource::Unstated,
        "登记" | "不动产登记" | "产权" | "产权证" | "不动产权证" | "房产证" | "registered"
        | "register" => AreaSource::Registered,
        "实测" | "测绘" | "surveyed" | "survey" => AreaSource::Surveyed,
        "合同" | "买卖合同" | "contract" => AreaSource::Contract,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_exports_write_is_read_back() {
        let fold = super::super::text::fold_word;
        for kind in UnitKind::ALL {
            assert_eq!(kind_of(&fold(kind.zh())), Some(*kind));
            assert_eq!(kind_of(&fold(kind.en())), Some(*kind));
        }
        for handover in Handover::ALL {
            assert_eq!(handover_of(&fold(handover.zh())), Some(*handover));
            assert_eq!(handover_of(&fold(handover.en())), Some(*handover));
        }
        for source in AreaSource::ALL {
            assert_eq!(area_source_of(&fold(source.zh())), Some(*source));
            assert_eq!(area_source_of(&fold(source.en())), Some(*source));
        }
    }
}

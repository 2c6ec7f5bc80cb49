/** Terms by which Karpenter finds what exists in AWS: subnets, security groups, reservations, a placement group. */
import type { Problem } from "../shared/problems";
import type { NodeClassWords, ReservationTerm, SelectorTerm } from "./node-class-schema";

/** Source of all in this file: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml. */
const MAX_TERMS = 30;
const MAX_TAGS = 20;

/** Every selector of a node class but that of images. */
export function checkSelectors(words: NodeClassWords): Problem[] {
    const { capacityReservationSelectorTerms, placementGroupSelector } = words;
    return [
        ...checkSubnetTerms("nodeClass.subnetSelectorTerms", words.subnetSelectorTerms),
        ...checkGroupTerms("nodeClass.securityGroupSelectorTerms", words.securityGroupSelectorTerms),
        ...checkReservations("nodeClass.capacityReservationSelectorTerms", capacityReservationSelectorTerms),
        ...(placementGroupSelector === undefined
            ? []
            : checkPlacementGroup("nodeClass.placementGroupSelector", placementGroupSelector)),
    ];
}

/** Terms that select subnets. */
export function checkSubnetTerms(path: string, terms: readonly SelectorTerm[] | undefined): Problem[] {
    return checkList(path, terms, /^subnet-[0-9a-f]{8,17}$/);
}

/** Terms that select security groups. */
export function checkGroupTerms(path: string, terms: readonly SelectorTerm[] | undefined): Problem[] {
    return checkList(path, terms, /^sg-[0-9a-f]{8,17}$/);
}

/** A list of terms that is there and not too long. */
export function checkTerms(path: string, terms: readonly unknown[]): Problem[] {
    if (terms.length > 0 && terms.length <= MAX_TERMS) return [];
    const what = terms.length === 0 ? "selects nothing" : "too many terms";
    return [{ path, what, got: terms.length, remedy: `Write 1 to ${MAX_TERMS}, or leave it out` }];
}

/** Tags that select; `*` takes every value of a key. */
export function checkTagSelector(path: string, tags: Readonly<Record<string, string>>): Problem[] {
    const entries = Object.entries(tags);
    if (entries.length === 0 || entries.length > MAX_TAGS) {
        const what = entries.length === 0 ? "selects nothing" : "too many tags to select by";
        return [{ path, what, got: entries.length, remedy: `Write 1 to ${MAX_TAGS}` }];
    }
    return entries
        .filter(([key, value]) => key === "" || value === "")
        .map(([key, value]) => ({
            path: `${path}.${key}`,
            what: "an empty key or value selects nothing",
            got: value,
            remedy: "Write *, which takes every value",
        }));
}

function checkList(path: string, terms: readonly SelectorTerm[] | undefined, id: RegExp): Problem[] {
    if (terms === undefined) return [];
    return [
        ...checkTerms(path, terms),
        ...terms.flatMap((term, index) => checkTerm(`${path}[${index}]`, term, id)),
    ];
}

/** The CRD lets a term mix id and tags as long as another does not; Karpenter then looks at the id alone. */
function checkTerm(path: string, { id, name, tags }: SelectorTerm, pattern: RegExp): Problem[] {
    const given = [id, name, tags].filter((part) => part !== undefined);
    if (given.length === 0) return [{ path, what: "selects nothing", remedy: "Give an id, a name or tags" }];
    if (given.length > 1) {
        return [
            { path, what: "an id or a name selects by itself", remedy: "Write two terms, or keep one part" },
        ];
    }
    if (id !== undefined && !pattern.test(id)) {
        const prefix = pattern.source.slice(1, pattern.source.indexOf("-") + 1);
        return [{ path: `${path}.id`, what: "not an id of this kind", got: id, remedy: `Write ${prefix}…` }];
    }
    if (name === "")
        return [{ path: `${path}.name`, what: "an empty name finds nothing", remedy: "Write it" }];
    return tags === undefined ? [] : checkTagSelector(`${path}.tags`, tags);
}

function checkReservations(path: string, terms: readonly ReservationTerm[] | undefined): Problem[] {
    if (terms === undefined) return [];
    return [
        ...checkTerms(path, terms),
        ...terms.flatMap((term, index) => checkReservation(`${path}[${index}]`, term)),
    ];
}

function checkReservation(path: string, term: ReservationTerm): Problem[] {
    const { id, instanceMatchCriteria, ownerID, tags } = term;
    const others = [instanceMatchCriteria, ownerID, tags].filter((part) => part !== undefined);
    if (id === undefined && instanceMatchCriteria === undefined && tags === undefined) {
        const remedy = "Give an id, tags or instanceMatchCriteria";
        return [{ path, what: "selects no reservation", remedy }];
    }
    if (id !== undefined && others.length > 0) {
        return [
            {
                path: `${path}.id`,
                what: "names a reservation by itself",
                got: id,
                remedy: "Remove the others",
            },
        ];
    }
    if (id !== undefined && !/^cr-[0-9a-z]+$/.test(id)) {
        return [{ path: `${path}.id`, what: "not the id of a reservation", got: id, remedy: "Write cr-…" }];
    }
    if (ownerID !== undefined && !/^\d{12}$/.test(ownerID)) {
        const remedy = "Write the twelve digits of an account";
        return [{ path: `${path}.ownerID`, what: "not an account", got: ownerID, remedy }];
    }
    return tags === undefined ? [] : checkTagSelector(`${path}.tags`, tags);
}

function checkPlacementGroup(
    path: string,
    { id, name }: NonNullable<NodeClassWords["placementGroupSelector"]>,
): Problem[] {
    if ((id === undefined) === (name === undefined)) {
        return [{ path, what: "a placement group is selected by id or by name", remedy: "Give one of them" }];
    }
    if (id !== undefined && !/^pg-[0-9a-z]+$/.test(id)) {
        return [
            { path: `${path}.id`, what: "not the id of a placement group", got: id, remedy: "Write pg-…" },
        ];
    }
    if (name === "")
        return [{ path: `${path}.name`, what: "an empty name finds nothing", remedy: "Write it" }];
    return [];
}

/** Quotas of namespaces that stay, and let in less than before. */
import type { Json } from "../../../components/shared/json";
import { amountOf } from "../../../components/shared/kubernetes-quantity";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Change } from "../change";
import { type Around, changesOfType, goesWithCluster, type Risk, sidesOf } from "./risk";

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Of a cluster that stays. */
export function smallerQuotas(around: Around): readonly Risk[] {
    const made = new Set(
        changesOfType(around, NAMESPACE)
            .filter(({ operation }) => operation === "create" || operation === "replace")
            .map((change) => nameIn(sidesOf(change).after, "name")),
    );
    return changesOfType(around, QUOTA)
        .filter(({ operation }) => operation !== "delete")
        .filter((change) => !made.has(nameIn(sidesOf(change).after, "namespace")))
        .filter((change) => !goesWithCluster(change, around))
        .flatMap(lessOf);
}

function nameIn(inputs: Properties, key: "name" | "namespace"): string {
    return textOf(objectOf(inputs["metadata"])[key]);
}

function lessOf(change: Change): Risk[] {
    const { after, before } = sidesOf(change);
    const [was, is] = [before, after].map((side) => objectOf(objectOf(side["spec"])["hard"]));
    const less = Object.entries(is ?? {}).flatMap(([key, now]) => tellLess(key, was?.[key], now));
    if (less.length === 0) return [];
    const namespace = nameIn(after, "namespace");
    return [
        {
            kind: "update-fails",
            severity: "medium",
            urn: change.urn,
            what: `Namespace ${namespace} may hold less: ${less.join(", ")}.`,
            why:
                "What runs stays. Above the new amount no pod or object is made any more: a Deployment that rolls, a job and the successor " +
                "of a pod that a drain ends wait until it fits, and pods that state no amount of what a quota names are refused.",
            source: "Kubernetes documentation, Resource Quotas",
            remedy: `Look at what it holds first: kubectl describe resourcequota --namespace ${namespace}`,
        },
    ];
}

/** An amount nobody can read is no reason to say anything. */
function tellLess(key: string, was: Json | undefined, is: Json): string[] {
    if (was === undefined) return [`${key} from any to ${textOf(is)}`];
    const [before, after] = [amountOf(textOf(was)), amountOf(textOf(is))];
    const isLess = before !== undefined && after !== undefined && after < before;
    return isLess ? [`${key} from ${textOf(was)} to ${textOf(is)}`] : [];
}

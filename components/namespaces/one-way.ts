/** Traffic that one namespace allows and its neighbour does not: it takes both, and calls end in a timeout. Pure. */
import { contains } from "../shared/cidr";
import type { Denial } from "./namespace-schema";
import type { Reads } from "./reads";

/** Of two namespaces of ours that both deny what they do not name. @param vpcCidr where pods have addresses */
export function noticesOfOneWay({ namespaces = {} }: Pick<Reads, "namespaces">, vpcCidr: string): string[] {
    const closed = new Map<string, Partial<Denial>>();
    for (const [namespace, { traffic = {} }] of Object.entries(namespaces))
        if (!("kind" in traffic) || traffic.kind === "deny") closed.set(namespace, traffic);

    const shutAt = (others: readonly string[] = [], way: "from" | "to", namespace: string) =>
        others.filter((other) => {
            const denial = other === namespace ? undefined : closed.get(other);
            return denial !== undefined && !allows(denial, way, namespace, vpcCidr);
        });
    return [...closed].flatMap(([namespace, { from, to }]) => [
        ...shutAt(from, "to", namespace).map(
            (other) =>
                `Pods of ${other} may enter ${namespace} and not leave ${other}: traffic.to of ${other} does not name ${namespace}`,
        ),
        ...shutAt(to, "from", namespace).map(
            (other) =>
                `Pods of ${namespace} may leave for ${other} and not enter it: traffic.from of ${other} does not name ${namespace}`,
        ),
    ]);
}

/** By name, or by a network with every pod in it, on every port. */
function allows(denial: Partial<Denial>, way: "from" | "to", namespace: string, vpcCidr: string): boolean {
    const networks = (way === "from" ? denial.fromNetworks : denial.toNetworks) ?? [];
    return (
        (denial[way] ?? []).includes(namespace) ||
        networks.some(({ cidr, ports }) => ports === undefined && hasAllPods(cidr, vpcCidr))
    );
}

function hasAllPods(cidr: string, vpcCidr: string): boolean {
    return cidr.endsWith("/0") || contains(cidr, vpcCidr);
}

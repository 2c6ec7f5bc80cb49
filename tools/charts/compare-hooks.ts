/** What Helm runs beside a release, and what differs each time it renders one. */
import { SYSTEM_TAINT, type Toleration, toleratesAll } from "../../components/shared/pods";
import type { Claims } from "./claims";
import { type Comparison, NOTHING } from "./comparison";
import type { Rendered } from "./helm";
import { listOf } from "./texts";
import { idOf, isRun, workloadsOf } from "./workloads";

/** Every hook but tests is claimed, and its pods find a node while system nodes are all there is. */
export function compareHooks({ hooks, namespace }: Claims, rendered: Rendered): Comparison[] {
    return [
        ...hooksOf(rendered).map((hook) => claimedOf("hook", hook, hooks)),
        ...workloadsOf(rendered, namespace)
            .filter(({ isHook }) => isHook)
            .map(({ kind, name, spec }) => ({
                object: `${kind}/${name}`,
                field: "tolerates system nodes",
                claimed: "true",
                rendered: String(toleratesAll(tolerationsIn(spec["tolerations"]), [SYSTEM_TAINT])),
            })),
    ];
}

export function hooksOf({ hooks }: Rendered): readonly string[] {
    return hooks.filter(isRun).map(({ object }) => idOf(object));
}

function claimedOf(field: string, object: string, claims: readonly string[]): Comparison {
    const claimed = claims.includes(object) ? "there" : NOTHING;
    return { object, field, claimed, rendered: "there" };
}

/** Kubernetes' default operator is Equal. */
function tolerationsIn(list: Parameters<typeof listOf>[0]): Toleration[] {
    return listOf(list).map((one) => ({ operator: "Equal", ...(one as object) }));
}

/** What differs between an installation and an update that changes nothing is claimed. */
export function compareRenders({ rendersAnew }: Claims, first: Rendered, second: Rendered): Comparison[] {
    return madeAnew(first, second).map((object) => claimedOf("made anew", object, rendersAnew));
}

/** Objects that differ. */
export function madeAnew(first: Rendered, second: Rendered): readonly string[] {
    const [before, after] = [textsOf(first), textsOf(second)];
    const names = [...new Set([...before.keys(), ...after.keys()])];
    return names.filter((name) => before.get(name) !== after.get(name)).sort();
}

function textsOf({ crds, objects }: Rendered): ReadonlyMap<string, string> {
    return new Map([...objects, ...crds].map(({ object }) => [idOf(object), JSON.stringify(object)]));
}

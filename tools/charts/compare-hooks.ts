/** What Helm runs beside a release. */
import { SYSTEM_TAINT, type Toleration, toleratesAll } from "../../components/shared/pods";
import type { Claims } from "./claims";
import { type Comparison, listed } from "./comparison";
import type { Rendered } from "./helm";
import { idOf, isRun, listOf, workloadsOf } from "./workloads";

/** Every hook but tests, and that its pods find a node while system nodes are all there is. */
export function compareHooks({ hooks, namespace }: Claims, rendered: Rendered): Comparison[] {
    return [
        {
            object: "hooks",
            field: "names",
            claimed: listed(hooks),
            rendered: listed(rendered.hooks.filter(isRun).map(({ object }) => idOf(object))),
        },
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

/** Kubernetes' default operator is Equal. */
function tolerationsIn(list: Parameters<typeof listOf>[0]): Toleration[] {
    return listOf(list).map((one) => ({ operator: "Equal", ...(one as object) }));
}

/** Objects that differ between an installation and an update that changes nothing. */
export function compareRenders({ rendersAnew }: Claims, first: Rendered, second: Rendered): Comparison[] {
    const texts = ({ crds, objects }: Rendered): Map<string, string> =>
        new Map([...objects, ...crds].map(({ object }) => [idOf(object), JSON.stringify(object)]));
    const [before, after] = [texts(first), texts(second)];
    const names = [...new Set([...before.keys(), ...after.keys()])];
    return [
        {
            object: "two renders",
            field: "objects that differ",
            claimed: listed(rendersAnew),
            rendered: listed(names.filter((name) => before.get(name) !== after.get(name))),
        },
    ];
}

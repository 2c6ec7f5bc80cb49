/** Everything of an environment that does not go with EKS Auto Mode. */
import type { FiledProblem } from "../platform/part";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { GENERAL_PURPOSE } from "./auto-mode";

/** Of an environment, what Auto Mode is held against. */
export interface BesideAutoMode {
    readonly nodePools: readonly string[];
    /** How many pools of one's own, managed nodes and Fargate profiles there are. */
    readonly others: number;
    /** @default it could not be read */
    readonly region?: string;
    /** Where nodes that run Windows are asked for. */
    readonly windows: readonly string[];
    /** Who keeps the key of volumes, and in which file that is said. */
    readonly volumesKey?: { readonly kind: string; readonly organisationFile?: string };
}

/** Everything of an environment that does not go with Auto Mode. */
export function checkAutoMode({
    nodePools,
    others,
    region,
    volumesKey,
    windows,
}: BesideAutoMode): FiledProblem[] {
    return [
        // Source: EKS User Guide, windows-support, "Considerations".
        ...windows.map((path) => ({
            path: `${path}.amiFamily`,
            what: "a cluster with Auto Mode has no nodes that run Windows",
            remedy: "Choose AL2023 or Bottlerocket, or another kind of compute",
        })),
        ...checkPools(nodePools, others),
        ...(nodePools.length === 0 ? [] : checkKey(volumesKey)),
        ...checkRegion(region),
    ];
}

/** Source: EKS User Guide, auto-kms, step 2: the key is a node class's to name; set-builtin-node-pools: theirs cannot be changed. */
function checkKey(key: BesideAutoMode["volumesKey"]): FiledProblem[] {
    if (key === undefined || key.kind === "aws-owned") return [];
    const { kind: got, organisationFile: file } = key;
    const what = "nodes of the built-in pools of Auto Mode take no key of our own";
    if (file === undefined) {
        const remedy = 'Write { kind: "aws-owned" }, or empty compute.nodePools and use pools of your own';
        return [{ path: "keys.volumes", what, got, remedy }];
    }
    const remedy = 'Write keys.volumes: { kind: "aws-owned" } in the shape, or empty its compute.nodePools';
    return [{ file, path: "platform:organisation.keys.volumes", what, remedy }];
}

function checkRegion(region: string | undefined): Problem[] {
    if (region === undefined || partitionOf(region) !== "aws-cn") return [];
    const what = `EKS has no Auto Mode in ${region}`;
    return [{ path: "compute.kind", what, got: "auto-mode", remedy: "Choose another kind" }];
}

function checkPools(nodePools: readonly string[], others: number): Problem[] {
    const path = "compute.nodePools";
    if (new Set(nodePools).size !== nodePools.length) {
        return [{ path, what: "names a pool twice", got: nodePools, remedy: "List each pool once" }];
    }
    if (others > 0 || nodePools.includes(GENERAL_PURPOSE)) return [];
    const remedy = `Add "${GENERAL_PURPOSE}", or pools of your own`;
    return nodePools.length === 0
        ? [{ path, what: "no pool at all: nothing would start a node", got: nodePools, remedy }]
        : [
              {
                  path,
                  what: "no pool for workloads: system has the taint CriticalAddonsOnly, which they do not tolerate",
                  got: nodePools,
                  remedy,
              },
          ];
}

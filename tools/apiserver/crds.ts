/** CustomResourceDefinitions of kinds the kit makes objects of, as Go modules hold them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { KARPENTER_VERSION } from "../../components/versions";
import type { Client } from "./client";
import { downloadModule } from "./go";

const MODULE = "github.com/aws/karpenter-provider-aws";
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** A server opens the paths of a definition shortly after it took it. */
const SERVED_MS = 30_000;

interface Definition {
    readonly spec: {
        readonly group: string;
        readonly names: { readonly plural: string };
        readonly versions: readonly { readonly name: string; readonly served: boolean }[];
    };
}

/** Folder of the pinned Karpenter's Go module: definitions, charts, code. */
export async function karpenterModule(): Promise<string> {
    return downloadModule(MODULE, `v${KARPENTER_VERSION.value}`);
}

/** Their YAML by file name. The chart karpenter-crd holds the same, with a place for annotations. */
export async function karpenterDefinitions(): Promise<ReadonlyMap<string, string>> {
    return definitionsIn(path.join(await karpenterModule(), "pkg/apis/crds"));
}

/** Of the release that EKS's add-on snapshot-controller v8.6.0 is made of; the sum is that of the module proxy. */
export async function snapshotDefinitions(): Promise<ReadonlyMap<string, string>> {
    const module = "github.com/kubernetes-csi/external-snapshotter/client/v8";
    const folder = await downloadModule(module, "v8.6.0", "h1:FtGewu2k6HWw6evLGXY8JqUZ9eHpti1kd3e4amj+ilA=");
    const all = definitionsIn(path.join(folder, "config/crd"));
    return new Map([...all].filter(([file]) => file.startsWith("snapshot.storage.k8s.io_")));
}

/** Of the release that the newest argo-cd chart of the gallery is made of. */
export async function argoCdDefinitions(): Promise<ReadonlyMap<string, string>> {
    const module = "github.com/argoproj/argo-cd/v3";
    const folder = await downloadModule(module, "v3.5.3", "h1:klbUb5LOK+oJSBkR0OYGlLkG9IpsPVtSR2idOdaQb2I=");
    const all = definitionsIn(path.join(folder, "manifests/crds"));
    return new Map([...all].filter(([file]) => file.endsWith("-crd.yaml")));
}

/** Of a GitRepository and a Kustomization. */
export async function fluxDefinitions(): Promise<readonly string[]> {
    const sources = await downloadModule(
        "github.com/fluxcd/source-controller",
        "v1.9.4",
        "h1:psO6g4NTAMl3GD9gL8TMF3shM939XhTjFvlQXCK3pZ4=",
    );
    const kustomize = await downloadModule(
        "github.com/fluxcd/kustomize-controller",
        "v1.9.0",
        "h1:WfM+bQUGUGW2qyrrTgh2bIVSZSPmc3JC7234K8NiTWQ=",
    );
    const found = [
        [sources, "source.toolkit.fluxcd.io_gitrepositories.yaml"],
        [kustomize, "kustomize.toolkit.fluxcd.io_kustomizations.yaml"],
    ] as const;
    return found.map(([folder, file]) => readFileSync(path.join(folder, "config/crd/bases", file), "utf8"));
}

function definitionsIn(folder: string): ReadonlyMap<string, string> {
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
    return new Map(files.sort().map((file) => [file, readFileSync(path.join(folder, file), "utf8")]));
}

/** Installs definitions and resolves once the server answers for each of them. */
export async function installDefinitions(client: Client, definitions: Iterable<string>): Promise<void> {
    for (const yaml of definitions) {
        const { spec } = (await client.create(DEFINITIONS, yaml)) as unknown as Definition;
        for (const version of spec.versions.filter(({ served }) => served))
            await whenServed(client, `/apis/${spec.group}/${version.name}`, spec.names.plural);
    }
}

/** Its objects and what it is in are served by two of the server's loops, in either order. */
async function whenServed(client: Client, root: string, plural: string): Promise<void> {
    const deadline = Date.now() + SERVED_MS;
    while (!(await isServed(client, root, plural))) {
        if (Date.now() > deadline) throw new Error(`the server does not serve ${plural} in ${root}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

async function isServed(client: Client, root: string, plural: string): Promise<boolean> {
    const [list, collection] = [await client.get(root), await client.get(`${root}/${plural}`)];
    return list.status === 200 && collection.status === 200 && list.text.includes(`"name":"${plural}"`);
}

/** Kubernetes objects as plain values: which of them the API server or the kit would refuse, and their order. */
import { INITIAL_NAMESPACES, isLabelName } from "../shared/object-names";
import { comesFirst, scopeOf } from "./kinds";
import {
    describeObject,
    idOf,
    listOf,
    type Manifest,
    type ManifestProblem,
    mapOf,
    problemAt,
    textOf,
    type WrittenManifest,
} from "./manifest";
import { readYamlFile } from "./yaml-files";

export interface ObjectsSpec {
    readonly objects: readonly WrittenManifest[];
    /** What could not be read of their files. @default nothing */
    readonly unread?: readonly ManifestProblem[];
    /** Whether they are made before every chart. @default false */
    readonly first?: boolean;
    /** Names of components they wait for. @default none */
    readonly after?: readonly string[];
}

/** The objects of data and of files, lists taken apart. */
export function readObjects(
    manifests: readonly Manifest[],
    files: readonly string[],
    root?: string,
): Pick<ObjectsSpec, "objects" | "unread"> {
    const written = manifests.map((manifest, index) => ({ manifest, path: `manifests[${index}]` }));
    const read = files.map((file, index) => readYamlFile(file, `files[${index}]`, root));
    return {
        objects: [...written, ...read.flatMap((one) => one.manifests)].flatMap(itemsOf),
        unread: read.flatMap(({ problems }) => problems),
    };
}

/** What `kubectl get -o yaml` writes of several objects is each of them. */
function itemsOf(written: WrittenManifest): WrittenManifest[] {
    const { manifest, path, file } = written;
    if (manifest["kind"] !== "List") return [written];
    const below = file === undefined ? "." : ", ";
    return listOf(manifest["items"]).map((item, index) => ({
        ...written,
        manifest: mapOf(item),
        path: `${path}${below}items[${index}]`,
    }));
}

/** Every rule the objects break; empty when all hold. */
export function checkObjects({ objects, unread = [] }: ObjectsSpec): ManifestProblem[] {
    const problems = objects.flatMap(checkObject);
    const none = { path: "", what: "no objects", remedy: "Give manifests or files" };
    return [
        ...(objects.length === 0 && unread.length === 0 ? [none] : []),
        ...unread,
        ...problems,
        ...checkTwice(objects),
    ];
}

/** The same object twice: the second would take the first over without a word, and delete it with itself. */
export function checkTwice(objects: readonly WrittenManifest[]): ManifestProblem[] {
    const first = new Map<string, WrittenManifest>();
    return objects.flatMap((written) => {
        const { apiVersion, kind, name, namespace } = idOf(written.manifest);
        if (kind === "" || name === "") return [];
        // One object in every version of its group.
        const key = [apiVersion.replace(/\/?[^/]*$/, ""), kind, namespace, name].join("\n");
        const known = first.get(key);
        if (known === undefined) {
            first.set(key, written);
            return [];
        }
        const where = known.file === undefined ? known.path : `${known.file}, ${known.path}`;
        return [
            problemAt(written, "", {
                what: `the same object as ${where}`,
                got: describeObject(written.manifest),
                remedy: "Keep one of the two",
            }),
        ];
    });
}

function checkObject(written: WrittenManifest): ManifestProblem[] {
    const identity = checkIdentity(written);
    return identity.length > 0 ? identity : [...checkScope(written), ...checkContent(written)];
}

/** Source: Kubernetes documentation, Object Names and IDs; API overview, API groups and versioning. */
function checkIdentity(written: WrittenManifest): ManifestProblem[] {
    const { manifest } = written;
    const { generateName, name } = mapOf(manifest["metadata"]);
    const problems: ManifestProblem[] = [];
    const refuse = (key: string, what: string, remedy: string) => {
        problems.push(problemAt(written, key, { what, remedy }));
    };
    if (!/^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?v[a-z0-9]+$/.test(textOf(manifest["apiVersion"]))) {
        refuse("apiVersion", "not an API version", "Write it as the API has it, such as v1 or apps/v1");
    } else if (textOf(manifest["apiVersion"]).startsWith("core/")) {
        refuse("apiVersion", "the core group has no name", "Write v1");
    }
    if (!/^[A-Z][A-Za-z0-9]*$/.test(textOf(manifest["kind"]))) {
        refuse("kind", "not a kind", "Write it as the API has it, such as ConfigMap");
    } else if (Array.isArray(manifest["items"]) && textOf(manifest["kind"]).endsWith("List")) {
        refuse("kind", "a list of objects of one kind", "Write its items, each with apiVersion and kind");
    }
    if (generateName !== undefined) {
        const remedy = "Write name: an object that is named anew each time is made anew each time";
        refuse("metadata.generateName", "the plan must know the name", remedy);
    } else if (!/^(?!\.{1,2}$)[^/%\s]{1,253}$/.test(textOf(name))) {
        refuse("metadata.name", "not a name of an object", "Name it in 1 to 253 characters without / and %");
    }
    return problems;
}

function checkScope(written: WrittenManifest): ManifestProblem[] {
    const { manifest } = written;
    const { namespace } = mapOf(manifest["metadata"]);
    if (namespace === undefined) return [];
    const { apiVersion, kind } = idOf(manifest);
    const key = "metadata.namespace";
    if (scopeOf(apiVersion, kind) === "cluster") {
        return [
            problemAt(written, key, {
                what: `a ${kind} is in no namespace`,
                got: namespace,
                remedy: "Remove it",
            }),
        ];
    }
    if (isLabelName(textOf(namespace))) return [];
    const remedy = "Use 1 to 63 lower-case letters, digits and hyphens";
    return [problemAt(written, key, { what: "not a name of a namespace", got: namespace, remedy })];
}

/** Fields that only the API server writes. Source: Kubernetes API reference, ObjectMeta. */
const SERVER_FIELDS = ["managedFields", "resourceVersion", "uid"] as const;

/** Workloads of EKS's add-ons and of the kit, named as in components/addons and components/karpenter, which cite them. */
const OWNED_IN_KUBE_SYSTEM: readonly string[] = [
    "aws-node",
    "coredns",
    "ebs-csi-controller",
    "ebs-csi-node",
    "eks-pod-identity-agent",
    "karpenter",
    "kube-proxy",
    "metrics-server",
];

function checkContent(written: WrittenManifest): ManifestProblem[] {
    const { manifest } = written;
    const { kind, name, namespace } = idOf(manifest);
    const metadata = mapOf(manifest["metadata"]);
    const read = SERVER_FIELDS.filter((field) => (metadata[field] ?? null) !== null);
    const problems = read.map((field) =>
        problemAt(written, `metadata.${field}`, {
            what: "the API server writes this: the object was read from a cluster",
            remedy: "Remove it, and what else a person did not write",
        }),
    );
    const refuse = (key: string, what: string, remedy: string) =>
        problems.push(problemAt(written, key, { what, remedy }));
    const clear = ["data", "stringData"].filter((key) => Object.keys(mapOf(manifest[key])).length > 0);
    if (kind === "Secret" && clear.length > 0) {
        const remedy =
            "Let a chart take it as a secret value, or make it in a part of your own from the encrypted configuration";
        refuse(clear[0] ?? "", "a secret that everybody can read here", remedy);
    }
    if (kind === "Namespace" && INITIAL_NAMESPACES.includes(name)) {
        refuse("metadata.name", `every cluster has the namespace ${name}`, "Remove it");
    }
    if (kind === "StorageClass" && name === "gp3") {
        refuse("metadata.name", "the kit makes the StorageClass gp3", "Give it another name");
    }
    if (namespace === "kube-system" && OWNED_IN_KUBE_SYSTEM.includes(name)) {
        refuse("metadata.name", `EKS or the kit keeps kube-system/${name}`, "Use the settings of the add-on");
    }
    return problems;
}

/** The object as the API server gets it: the namespace it would go to is stated. */
export function completed(manifest: Manifest): Manifest {
    const { namespace } = idOf(manifest);
    const metadata = mapOf(manifest["metadata"]);
    return namespace === "" ? manifest : { ...manifest, metadata: { ...metadata, namespace } };
}

/** Namespaces and definitions, which the others need; then those. */
export function inWaves(objects: readonly WrittenManifest[]): readonly (readonly Manifest[])[] {
    const manifests = objects.map(({ manifest }) => completed(manifest));
    const isFirst = (manifest: Manifest) => comesFirst(idOf(manifest).kind);
    return [manifests.filter(isFirst), manifests.filter((manifest) => !isFirst(manifest))];
}

/** What a reader of the plan sees. */
export function decisionsOfObjects({
    after = [],
    first = false,
    objects,
}: ObjectsSpec): Record<string, readonly string[] | true> {
    const files = [...new Set(objects.flatMap(({ file }) => file ?? []))];
    return {
        ...(after.length === 0 ? {} : { after }),
        ...(files.length === 0 ? {} : { files }),
        ...(first ? { first } : {}),
        objects: objects.map(({ manifest }) => describeObject(manifest)).sort(),
    };
}

/** What is legal but worth knowing, one sentence each. */
export function noticesOfObjects(entry: string, { objects }: ObjectsSpec): string[] {
    return objects.flatMap(({ manifest }) => {
        const { apiVersion, kind, name, namespace } = idOf(manifest);
        const given = mapOf(manifest["metadata"])["namespace"];
        const of = `${describeObject(manifest)} of objects ${entry}`;
        if (kind === "ConfigMap" && namespace === "kube-system" && name === "aws-auth") {
            return [`${of} has no effect: the cluster knows access entries alone`];
        }
        if (apiVersion.startsWith("karpenter.sh/") && kind === "NodePool") {
            return [`${of} is not known to the plan as a place for pods: compute.pools is`];
        }
        if (namespace === "kube-system") return [`${of} stands beside what EKS keeps in kube-system`];
        return namespace === "default" && given === undefined
            ? [`${of} names no namespace, and goes to default`]
            : [];
    });
}

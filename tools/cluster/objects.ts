/** Objects of a running cluster: applied, read, changed and removed. */
import type { Json } from "../../components/shared/json";
import type { Client, KubernetesObject, Question } from "../apiserver/client";
import type { Properties } from "../facts/facts";

const MANAGER = "rehearsal";

/** Which object of a kind. */
export interface ObjectName {
    /** @default the kind has none, or "default" */
    readonly namespace?: string;
    readonly name: string;
}

/** An object a server answered with. */
export interface LiveObject extends KubernetesObject {
    readonly metadata: KubernetesObject["metadata"] & {
        readonly uid: string;
        readonly creationTimestamp: string;
        readonly labels?: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
        readonly deletionTimestamp?: string;
        readonly finalizers?: readonly string[];
        readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
    };
    readonly spec: Properties;
    readonly status: Properties;
}

/** What a server said no to. */
export class Refused extends Error {
    public constructor(
        what: string,
        public readonly status: number,
        public readonly text: string,
    ) {
        super(`${what}: ${status} ${messageIn(text)}`);
    }
}

export class ClusterClient {
    public constructor(private readonly client: Client) {}

    /** Creates an object or makes it what is given, as `kubectl apply --server-side --force-conflicts`. */
    public async apply(object: KubernetesObject): Promise<LiveObject> {
        const query = `?fieldManager=${MANAGER}&force=true`;
        return this.change(object, "", { method: "PATCH", query, type: "application/apply-patch+yaml" });
    }

    /** Sets the status, whoever else would. */
    public async applyStatus(object: KubernetesObject): Promise<LiveObject> {
        const query = `?fieldManager=${MANAGER}&force=true`;
        const type = "application/apply-patch+yaml";
        return this.change(object, "/status", { method: "PATCH", query, type });
    }

    /** Changes what the patch names. Source: RFC 7386, JSON Merge Patch. */
    public async patch(apiVersion: string, kind: string, of: ObjectName, patch: Json): Promise<void> {
        const path = await this.pathOf(apiVersion, kind, of);
        await this.sound({
            ...{ method: "PATCH", path, contentType: "application/merge-patch+json" },
            body: JSON.stringify(patch),
        });
    }

    public async create(object: KubernetesObject): Promise<LiveObject> {
        const path = await this.client.collectionOf(object);
        const body = JSON.stringify(object);
        return this.answer({ method: "POST", path, contentType: "application/json", body });
    }

    /** Undefined where there is none. */
    public async get(apiVersion: string, kind: string, of: ObjectName): Promise<LiveObject | undefined> {
        const path = await this.pathOf(apiVersion, kind, of);
        const { status, text } = await this.client.ask({ method: "GET", path });
        if (status === 404) return undefined;
        if (status !== 200) throw new Refused(`GET ${path}`, status, text);
        return JSON.parse(text) as LiveObject;
    }

    /** Of all namespaces, or of one. @param query `labelSelector=…` */
    public async list(
        apiVersion: string,
        kind: string,
        { namespace, query }: { readonly namespace?: string; readonly query?: string } = {},
    ): Promise<readonly LiveObject[]> {
        const one = await this.client.collectionOf({ apiVersion, kind, metadata: { name: "" } });
        const all = one.replace(
            /\/namespaces\/default\/([^/]+)$/,
            namespace === undefined ? "/$1" : `/namespaces/${namespace}/$1`,
        );
        const path = query === undefined ? all : `${all}?${query}`;
        const { text } = await this.sound({ method: "GET", path });
        const { items } = JSON.parse(text) as { readonly items: readonly LiveObject[] };
        return items;
    }

    /** Asks for it to go; finalizers may keep it. Nothing happens where there is none. */
    public async remove(
        apiVersion: string,
        kind: string,
        of: ObjectName,
        options: Properties = {},
    ): Promise<void> {
        const path = await this.pathOf(apiVersion, kind, of);
        const body = JSON.stringify(options);
        const asked = await this.client.ask({
            ...{ method: "DELETE", path, contentType: "application/json", body },
        });
        if (asked.status >= 300 && asked.status !== 404)
            throw new Refused(`DELETE ${path}`, asked.status, asked.text);
    }

    /** As a client with a namespace of its own hands it over. */
    public async within(object: KubernetesObject, namespace: string): Promise<KubernetesObject> {
        return this.client.within(object, namespace);
    }

    /** Anything else a server can be asked. */
    public async ask(question: Question): ReturnType<Client["ask"]> {
        return this.client.ask(question);
    }

    private async change(
        object: KubernetesObject,
        below: string,
        { method, query, type }: { readonly method: "PATCH"; readonly query: string; readonly type: string },
    ): Promise<LiveObject> {
        const { apiVersion, kind, metadata } = object;
        const path = `${await this.pathOf(apiVersion, kind, metadata)}${below}${query}`;
        return this.answer({ method, path, contentType: type, body: JSON.stringify(object) });
    }

    private async pathOf(apiVersion: string, kind: string, metadata: ObjectName): Promise<string> {
        const { name, namespace } = metadata;
        const named = namespace === undefined ? { name } : { name, namespace };
        const collection = await this.client.collectionOf({ apiVersion, kind, metadata: named });
        return `${collection}/${encodeURIComponent(metadata.name)}`;
    }

    private async answer(question: Question): Promise<LiveObject> {
        return JSON.parse((await this.sound(question)).text) as LiveObject;
    }

    private async sound(question: Question) {
        const answer = await this.client.ask(question);
        if (answer.status >= 300)
            throw new Refused(`${question.method} ${question.path}`, answer.status, answer.text);
        return answer;
    }
}

/** Each as {@link ClusterClient.apply} does, one after the other. */
export async function applyAll(client: ClusterClient, objects: Iterable<KubernetesObject>): Promise<void> {
    for (const object of objects) await client.apply(object);
}

function messageIn(text: string): string {
    try {
        return (JSON.parse(text) as { readonly message?: string }).message ?? text;
    } catch {
        return text;
    }
}

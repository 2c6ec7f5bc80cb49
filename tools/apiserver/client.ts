/** What a test asks an API server: whether it would take an object, every field checked. */
import { request } from "node:https";

import type { Json } from "../../components/shared/json";

export interface Connection {
    readonly port: number;
    readonly token: string;
    /** Certificate of the server, PEM. */
    readonly ca: string;
    /** Who asks, where it is not whom the token is of. Source: Kubernetes documentation, Authenticating, "User impersonation". */
    readonly as?: User;
}

/** Whom the server takes somebody for. */
export interface User {
    readonly name: string;
    readonly groups: readonly string[];
}

/** An object as a program hands it to a cluster. */
export interface KubernetesObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly [field: string]: Json;
}

/** Source: Kubernetes API reference, StatusCause. */
export interface Cause {
    readonly reason?: string;
    readonly message?: string;
    /** Path of the field: `spec.weight`. */
    readonly field?: string;
}

/** Why an object was refused. */
export interface Refusal {
    readonly code: number;
    /** Word for machines: `Invalid`. */
    readonly reason: string;
    readonly message: string;
    readonly causes: readonly Cause[];
}

/** Source: Kubernetes API reference, Status. */
interface Status {
    readonly reason?: string;
    readonly message?: string;
    readonly details?: { readonly causes?: readonly Cause[] };
}

/** Source: Kubernetes API reference, APIResourceList. */
interface ResourceList {
    readonly resources: readonly {
        readonly name: string;
        readonly kind: string;
        readonly namespaced: boolean;
    }[];
}

export interface Answer {
    readonly status: number;
    readonly text: string;
}

export interface Question {
    readonly method: "DELETE" | "GET" | "PATCH" | "POST" | "PUT";
    readonly path: string;
    readonly contentType?: string;
    readonly body?: string;
}

/**
 * Two ways to hand over an object, which the server checks differently: a POST decodes it strictly, server-side apply
 * compares it with the schema. Pulumi's provider applies.
 */
export const DRY_RUNS = ["create", "apply"] as const;
export type Verb = (typeof DRY_RUNS)[number];

const STRICTLY = "dryRun=All&fieldManager=ring-3&fieldValidation=Strict";

const VERBS: { readonly [verb in Verb]: (collection: string, name: string) => Question } = {
    create: (collection) => ({
        method: "POST",
        path: `${collection}?${STRICTLY}`,
        contentType: "application/json",
    }),
    apply: (collection, name) => ({
        method: "PATCH",
        path: `${collection}/${encodeURIComponent(name)}?${STRICTLY}`,
        contentType: "application/apply-patch+yaml",
    }),
};

export class Client {
    /** Paths of kinds, by apiVersion and kind. */
    private readonly places = new Map<string, { readonly plural: string; readonly namespaced: boolean }>();

    public constructor(private readonly connection: Connection) {}

    /** The same server, asked by somebody else. */
    public as(user: User): Client {
        return new Client({ ...this.connection, as: user });
    }

    /** Whether the server would delete it, which it does not. */
    public async dryDelete(path: string): Promise<Refusal | undefined> {
        const answer = await this.ask({ method: "DELETE", path: `${path}?dryRun=All` });
        return answer.status === 200 ? undefined : refusalOf(answer);
    }

    /** Changes fields of an object, for good. */
    public async merge(path: string, fields: Json): Promise<void> {
        const contentType = "application/merge-patch+json";
        const answer = await this.ask({ method: "PATCH", path, contentType, body: JSON.stringify(fields) });
        if (answer.status !== 200) throw new Error(`PATCH ${path}: ${answer.status} ${answer.text}`);
    }

    public async get(path: string): Promise<Answer> {
        return this.ask({ method: "GET", path });
    }

    /** Creates an object from YAML, for good, and resolves to it. */
    public async create(path: string, yaml: string): Promise<Json> {
        const query = "?fieldValidation=Strict";
        const answer = await this.ask({
            method: "POST",
            path: path + query,
            contentType: "application/yaml",
            body: yaml,
        });
        if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
        return JSON.parse(answer.text) as Json;
    }

    /** Creates an object for good, wherever its kind lives. */
    public async make(object: KubernetesObject): Promise<void> {
        await this.create(await this.collectionOf(object), JSON.stringify(object));
    }

    /**
     * What the server says to an object, which it does not keep; undefined when it accepts.
     * Source: Kubernetes documentation, API Concepts, "Dry-run", and "Field validation", which is strict here.
     */
    public async dryRun(object: KubernetesObject, verb: Verb): Promise<Refusal | undefined> {
        const collection = await this.collectionOf(object);
        const answer = await this.ask({
            ...VERBS[verb](collection, object.metadata.name),
            body: JSON.stringify(object),
        });
        return answer.status === 200 || answer.status === 201 ? undefined : refusalOf(answer);
    }

    /** As a client with a namespace of its own hands it over: there, where its kind lives in one and it names none. */
    public async within(object: KubernetesObject, namespace: string): Promise<KubernetesObject> {
        const { apiVersion, kind, metadata } = object;
        const { namespaced } = await this.placeOf(rootOf(apiVersion), kind);
        return namespaced ? { ...object, metadata: { namespace, ...metadata } } : object;
    }

    /**
     * An object as the server would keep it, with all that admission adds.
     * @throws with the refusal, where it takes none
     */
    public async admitted(object: KubernetesObject): Promise<Json> {
        const { status, text } = await this.ask({
            ...VERBS.create(await this.collectionOf(object), object.metadata.name),
            body: JSON.stringify(object),
        });
        if (status !== 201) throw new Error(`${object.kind} ${object.metadata.name}: ${status} ${text}`);
        return JSON.parse(text) as Json;
    }

    /** Path of all objects of its kind, in its namespace where its kind lives in one. */
    public async collectionOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
        const root = rootOf(apiVersion);
        const { namespaced, plural } = await this.placeOf(root, kind);
        const folder = namespaced ? `${root}/namespaces/${metadata.namespace ?? "default"}` : root;
        return `${folder}/${plural}`;
    }

    private async placeOf(root: string, kind: string) {
        const known = this.places.get(`${root} ${kind}`);
        if (known !== undefined) return known;
        const { status, text } = await this.get(root);
        if (status !== 200) throw new Error(`the server has no ${root}: ${text}`);
        const { resources } = JSON.parse(text) as ResourceList;
        const found = resources.find((resource) => resource.kind === kind && !resource.name.includes("/"));
        if (found === undefined) throw new Error(`the server has no ${kind} in ${root}`);
        const place = { plural: found.name, namespaced: found.namespaced };
        this.places.set(`${root} ${kind}`, place);
        return place;
    }

    /** Not fetch: it takes no certificate of one's own. */
    public async ask({ body, contentType, method, path }: Question): Promise<Answer> {
        const { as, ca, port, token } = this.connection;
        const headers = {
            ...(as === undefined ? {} : { "impersonate-user": as.name, "impersonate-group": [...as.groups] }),
            accept: "application/json",
            authorization: `Bearer ${token}`,
            ...(contentType === undefined ? {} : { "content-type": contentType }),
            // Node gives none to the body of a DELETE, which then spoils the connection for whoever asks next.
            ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
        };
        return new Promise((resolve, reject) => {
            const asked = request(
                { host: "127.0.0.1", port, ca, method, path, headers, timeout: 60_000 },
                (response) => {
                    const chunks: Buffer[] = [];
                    response.on("data", (chunk: Buffer) => chunks.push(chunk));
                    response.on("error", reject);
                    response.on("end", () =>
                        resolve({
                            status: response.statusCode ?? 0,
                            text: Buffer.concat(chunks).toString("utf8"),
                        }),
                    );
                },
            );
            asked.on("timeout", () => asked.destroy(new Error(`${method} ${path}: no answer for a minute`)));
            asked.on("error", reject);
            asked.end(body);
        });
    }
}

function rootOf(apiVersion: string): string {
    return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function refusalOf({ status, text }: Answer): Refusal {
    const { details, message = text, reason = "" } = JSON.parse(text) as Status;
    return { code: status, reason, message, causes: details?.causes ?? [] };
}

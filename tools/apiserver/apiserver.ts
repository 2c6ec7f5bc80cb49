/** A real kube-apiserver with its etcd, and whatever is run beside it, on loopback, until it is stopped. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { Client, type Connection } from "./client";
import { Service } from "./service";

/** A cold start with others on the machine. */
const START_MS = 120_000;

export interface Apiserver {
    readonly client: Client;
    /** Of everything that runs; it goes when the server is stopped. */
    readonly folder: string;
    /** A file in it, for clients with every right. */
    readonly kubeconfig: string;
    /** A file in it: the private key that tokens of service accounts are signed with. */
    readonly accountsKey: string;
    /** A file in it: the certificate of the server. */
    readonly ca: string;
    /** Starts a further process, which ends with the server at the latest. */
    readonly run: (process: Process) => Service;
    /** What all processes wrote last. */
    readonly logs: () => string;
    /** What each process has, in MiB, by its name; nothing where the system does not say. */
    readonly memory: () => Readonly<Record<string, number>>;
    readonly stop: () => Promise<void>;
}

export interface Process {
    /** What a log calls it. */
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    /** Beside those of this process. @default none */
    readonly env?: Readonly<Record<string, string>>;
}

/** What an etcd is started by: Debian's needs no more than its name. */
export interface EtcdCommand {
    readonly command: string;
    readonly args: readonly string[];
}

const ETCD: EtcdCommand = { command: "etcd", args: [] };

/**
 * Starts the server and resolves once it is ready. Everything it writes is in a folder of its own, which goes with it.
 * @param binary path of kube-apiserver
 */
export async function startApiserver(binary: string, etcd: EtcdCommand = ETCD): Promise<Apiserver> {
    const folder = mkdtempSync(path.join(tmpdir(), "apiserver-"));
    const services: Service[] = [];
    const discard = (): void => {
        for (const service of services) service.kill();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    const forget = discardOnExit(discard);
    const stop = async (): Promise<void> => {
        await Promise.all(services.map(async (service) => service.stop()));
        discard();
        forget();
    };
    try {
        const address = await startEtcd(etcd, folder, services);
        const { accountsKey, connection } = await startServer(binary, folder, address, services);
        return {
            ...{ client: new Client(connection), folder, accountsKey, ca: path.join(folder, CERTIFICATE) },
            kubeconfig: writeKubeconfig(folder, connection),
            run: ({ args, command, env, name }) => {
                const service = new Service(name, command, args, env);
                services.push(service);
                return service;
            },
            logs: () => services.map((service) => service.log()).join("\n"),
            memory: () =>
                Object.fromEntries(
                    services.flatMap((service) => {
                        const memory = service.memory();
                        return memory === undefined ? [] : [[service.name, memory]];
                    }),
                ),
            stop,
        };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** They would end this process without its exit handlers, and leave both servers behind. */
const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** Calls `discard` when this process ends, however; returns what calls that off. */
function discardOnExit(discard: () => void): () => void {
    const end = (): void => process.exit(1);
    process.on("exit", discard);
    for (const signal of SIGNALS) process.on(signal, end);
    return () => {
        process.off("exit", discard);
        for (const signal of SIGNALS) process.off(signal, end);
    };
}

/** Resolves to the address for clients. */
async function startEtcd(
    { args, command }: EtcdCommand,
    folder: string,
    services: Service[],
): Promise<string> {
    const address = `http://127.0.0.1:${await freePort()}`;
    const service = new Service("etcd", command, [
        ...args,
        `--data-dir=${path.join(folder, "etcd")}`,
        `--listen-client-urls=${address}`,
        `--advertise-client-urls=${address}`,
        // It has no peers; left out, two of them would want the same port.
        "--listen-peer-urls=http://127.0.0.1:0",
        "--log-level=warn",
    ]);
    services.push(service);
    await service.whenReady(async () => ((await fetch(`${address}/health`)).ok ? true : undefined), START_MS);
    return address;
}

async function startServer(
    binary: string,
    folder: string,
    etcd: string,
    services: Service[],
): Promise<{ readonly connection: Connection; readonly accountsKey: string }> {
    const port = await freePort();
    const token = randomBytes(24).toString("hex");
    const files = writeCredentials(folder, token);
    const service = new Service("kube-apiserver", binary, [
        `--etcd-servers=${etcd}`,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        `--secure-port=${port}`,
        // Makes its own certificate there.
        `--cert-dir=${folder}`,
        `--token-auth-file=${files.tokens}`,
        "--anonymous-auth=false",
        "--authorization-mode=RBAC",
        // As on EKS, where kube-proxy is privileged.
        "--allow-privileged=true",
        "--service-cluster-ip-range=10.100.0.0/16",
        "--service-account-issuer=https://kubernetes.default.svc",
        `--service-account-key-file=${files.key}`,
        `--service-account-signing-key-file=${files.key}`,
        // No pod looks for it, and a loopback address is no endpoint.
        "--endpoint-reconciler-type=none",
    ]);
    services.push(service);
    return service.whenReady(async () => {
        const ca = readFileSync(path.join(folder, CERTIFICATE), "utf8");
        const connection = { port, token, ca };
        if ((await new Client(connection).get("/readyz")).status !== 200) return undefined;
        return { connection, accountsKey: files.key };
    }, START_MS);
}

/** The server names it so. */
const CERTIFICATE = "apiserver.crt";

/** JSON is YAML. Source: Kubernetes documentation, Organizing Cluster Access Using kubeconfig Files. */
function writeKubeconfig(folder: string, { ca, port, token }: Connection): string {
    const file = path.join(folder, "kubeconfig");
    const [name, data] = ["rehearsal", Buffer.from(ca).toString("base64")];
    const config = {
        ...{ apiVersion: "v1", kind: "Config", "current-context": name },
        clusters: [
            {
                name,
                cluster: { server: `https://127.0.0.1:${port}`, "certificate-authority-data": data },
            },
        ],
        users: [{ name, user: { token } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
    };
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    return file;
}

/** A token for an administrator, and the key of service accounts, without which no server starts. */
function writeCredentials(folder: string, token: string): { readonly tokens: string; readonly key: string } {
    const [tokens, key] = [path.join(folder, "tokens.csv"), path.join(folder, "service-accounts.pem")];
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
    writeFileSync(key, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
    return { tokens, key };
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
        server.on("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    if (address === null || typeof address === "string") throw new Error("no port on loopback");
    return address.port;
}

/** Settings of Bottlerocket as typed values: what user data would say in TOML. */
import { z } from "zod";

import type { Problem } from "./problems";
import { list } from "./schema";
import { isTable, parseToml, writeToml } from "./text-formats";
import { checkWhole } from "./whole-numbers";

const amounts = z.record(z.string(), z.string());

/** Source of names and kinds: Bottlerocket documentation, 1.50.x, api/settings/kubernetes. */
const kubernetes = z.strictObject({
    /** Pods a node takes. @default by the type's addresses */
    maxPods: z.number().exactOptional(),
    /** Processes a pod may have. @default no limit */
    podPidsLimit: z.number().exactOptional(),
    /** Size at which a container's log is rotated: `10Mi`. @default 10Mi */
    containerLogMaxSize: z.string().exactOptional(),
    /** Files a container's log has. @default 5 */
    containerLogMaxFiles: z.number().exactOptional(),
    /** Percent of the disk from which images are removed. @default 85 */
    imageGcHighThresholdPercent: z.number().exactOptional(),
    /** Percent of the disk down to which they are. @default 80 */
    imageGcLowThresholdPercent: z.number().exactOptional(),
    /** Signals below which pods are evicted at once: `memory.available`. @default the kubelet's */
    evictionHard: amounts.exactOptional(),
    /** Resources kept for the kubelet and its like: `cpu`, `memory`. @default by the type's size */
    kubeReserved: amounts.exactOptional(),
    /** Resources kept for the system. @default none */
    systemReserved: amounts.exactOptional(),
    /** `static` gives whole CPUs to pods that ask for them. @default none */
    cpuManagerPolicy: z.enum(["none", "static"]).exactOptional(),
    /** Whether CPUs and devices of a pod must be close to each other. @default none */
    topologyManagerPolicy: z.enum(["none", "best-effort", "restricted", "single-numa-node"]).exactOptional(),
    /** Kernel parameters pods may set that are not safe. @default none */
    allowedUnsafeSysctls: list(z.string()).exactOptional(),
    /** Whether pods get the runtime's seccomp profile where they name none. @default false */
    seccompDefault: z.boolean().exactOptional(),
});

export const bottlerocketSchema = z.strictObject({
    /** The kubelet's. */
    kubernetes: kubernetes.exactOptional(),
    /** What the kernel is told. */
    kernel: z
        .strictObject({
            /** How far root itself is kept from the kernel. @default Bottlerocket's: integrity */
            lockdown: z.enum(["none", "integrity", "confidentiality"]).exactOptional(),
            /** Parameters of the kernel, by name: `net.core.somaxconn`. @default none */
            sysctl: z.record(z.string(), z.string()).exactOptional(),
            /** Modules the kernel may load, or may not, by name. @default Bottlerocket's */
            modules: z.record(z.string(), z.boolean()).exactOptional(),
        })
        .exactOptional(),
    /** A container with a shell for people who come by SSH. @default false */
    adminContainer: z.boolean().exactOptional(),
    /** The container Session Manager ends in. @default true */
    controlContainer: z.boolean().exactOptional(),
    /** What is shown to whoever logs in. @default Bottlerocket's */
    motd: z.string().exactOptional(),
});

/** Settings of Bottlerocket. */
export type BottlerocketSettings = z.infer<typeof bottlerocketSchema>;

type Table = Readonly<Record<string, unknown>>;

/** What user data would say below `settings`. */
export function settingsOf({
    adminContainer,
    controlContainer,
    kernel = {},
    kubernetes: kubelet = {},
    motd,
}: BottlerocketSettings): Table {
    const { lockdown, modules, sysctl } = kernel;
    return pruned({
        kubernetes: Object.fromEntries(
            Object.entries(kubelet).map(([key, value]) => [
                kebab(key),
                // Percents are texts to Bottlerocket.
                key.endsWith("Percent") && typeof value === "number" ? `${value}` : value,
            ]),
        ),
        kernel: pruned({
            lockdown,
            sysctl,
            modules:
                modules === undefined
                    ? undefined
                    : Object.fromEntries(
                          Object.entries(modules).map(([name, allowed]) => [name, { allowed }]),
                      ),
        }),
        "host-containers": pruned({
            admin: adminContainer === undefined ? undefined : { enabled: adminContainer },
            control: controlContainer === undefined ? undefined : { enabled: controlContainer },
        }),
        motd,
    });
}

/** TOML with these settings and what a person wrote. Assumes that both say nothing twice. */
export function withBottlerocket(settings: BottlerocketSettings, userData: string | undefined): string {
    const root = rootOf(userData);
    return writeToml(merged({ settings: settingsOf(settings) }, root));
}

/**
 * What a node would not start with, or what stands in user data as well.
 * @param path where it is written
 */
export function checkBottlerocket(
    path: string,
    settings: BottlerocketSettings,
    userData?: string,
): Problem[] {
    const kubelet = settings.kubernetes ?? {};
    const { imageGcHighThresholdPercent: high = 85, imageGcLowThresholdPercent: low = 80 } = kubelet;
    const told = leavesOf({ settings: settingsOf(settings) });
    const written = new Set(leavesOf(rootOf(userData)));
    return [
        ...(["maxPods", "podPidsLimit", "containerLogMaxFiles"] as const).flatMap((word) =>
            checkKubelet(
                `${path}.kubernetes.${word}`,
                kubelet[word],
                word === "containerLogMaxFiles" ? 2 : 1,
            ),
        ),
        ...(isPercent(high) && isPercent(low) && low < high
            ? []
            : [
                  {
                      path: `${path}.kubernetes.imageGcLowThresholdPercent`,
                      what: "not below imageGcHighThresholdPercent, both whole numbers from 1 to 100",
                      got: { high, low },
                      remedy: "Choose a lower one: 80 where the other is 85",
                  },
              ]),
        ...Object.keys(settings.kernel?.sysctl ?? {}).flatMap((name) =>
            /^[a-z0-9_-]+([./][A-Za-z0-9_-]+)+$/.test(name)
                ? []
                : [
                      {
                          path: `${path}.kernel.sysctl.${name}`,
                          what: "not the name of a kernel parameter",
                          remedy: "Write it as sysctl does: net.core.somaxconn",
                      },
                  ],
        ),
        ...told
            .filter((place) => written.has(place))
            .map((place) => ({
                path: "userData",
                what: `${place} is said in ${path} as well`,
                remedy: "Say it once",
            })),
    ];
}

/** What a reader of the plan sees. */
export function describeBottlerocket(settings: BottlerocketSettings): string[] {
    return leavesOf({ settings: settingsOf(settings) })
        .map((place) => place.replace(/^settings\./, ""))
        .sort();
}

function checkKubelet(path: string, got: number | undefined, min: number): Problem[] {
    return got === undefined ? [] : checkWhole(path, got, { taker: "the kubelet", min });
}

function isPercent(value: number): boolean {
    return Number.isInteger(value) && value >= 1 && value <= 100;
}

function rootOf(userData: string | undefined): Table {
    const parsed = userData === undefined ? { value: {} } : parseToml(userData);
    return "value" in parsed && isTable(parsed.value) ? parsed.value : {};
}

/** `settings.kernel.sysctl.net.core.somaxconn`. Lists are one value. */
function leavesOf(table: Table, above = ""): string[] {
    return Object.entries(table).flatMap(([key, value]) =>
        isTable(value) ? leavesOf(value, `${above}${key}.`) : [`${above}${key}`],
    );
}

function merged(under: Table, over: Table): Record<string, unknown> {
    const both = Object.entries(over).map(([key, value]): [string, unknown] => {
        const below = under[key];
        return [key, isTable(value) && isTable(below) ? merged(below, value) : value];
    });
    return { ...under, ...Object.fromEntries(both) };
}

/** Without what is undefined or an empty table. */
function pruned(table: Table): Table {
    return Object.fromEntries(
        Object.entries(table).filter(
            ([, value]) => value !== undefined && !(isTable(value) && Object.keys(value).length === 0),
        ),
    );
}

/** `maxPods` → `max-pods`. */
function kebab(word: string): string {
    return word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What nodes of Bottlerocket are told as values, and how people get onto them. Pure. */
import {
    type BottlerocketSettings,
    checkBottlerocket,
    withBottlerocket,
} from "../shared/bottlerocket-settings";
import { DEFAULT_ACCESS } from "../shared/node-access";
import type { NodeMaker } from "../shared/node-maker";
import type { Problem } from "../shared/problems";
import { isTable, parseToml } from "../shared/text-formats";
import { checkUserData } from "../shared/user-data";
import type { NodeSpec } from "./node-arguments";

type BottlerocketSpec = Pick<NodeSpec, "access" | "amiFamily" | "bottlerocket" | "proxy" | "userData">;

/** Settings that are not read, that contradict each other or user data, or that keep people out. */
export function checkBottlerocketNode(
    { access, amiFamily, proxy, userData }: BottlerocketSpec,
    settings: BottlerocketSettings,
    maker: NodeMaker,
): Problem[] {
    const path = "bottlerocket";
    if (amiFamily !== "Bottlerocket") {
        const what = "nodes of another family do not read it";
        return [{ path, what, got: amiFamily, remedy: "Say it in userData, or choose Bottlerocket" }];
    }
    // What is faulty cannot be joined with anything.
    if (userData !== undefined && checkUserData(path, amiFamily, userData, maker).length > 0) return [];
    const problems = checkBottlerocket(path, settings, userData);
    const isClosed =
        settings.controlContainer === false && (access ?? DEFAULT_ACCESS).kind === "session-manager";
    return [
        ...problems,
        ...(problems.length > 0
            ? []
            : checkUserData(path, amiFamily, withBottlerocket(settings, userData), maker, proxy)),
        ...(isClosed
            ? [
                  {
                      path: `${path}.controlContainer`,
                      what: "Session Manager ends in that container",
                      got: false,
                      remedy: 'Leave it on, or say access: { kind: "none" }',
                  },
              ]
            : []),
    ];
}

/**
 * Bottlerocket itself has no shell: SSH ends in the admin container, which is off unless switched on.
 * Source: Bottlerocket documentation, 1.50.x, concepts/admin-container.
 */
export function checkShell({ access, amiFamily, bottlerocket, userData }: BottlerocketSpec): Problem[] {
    if (access?.kind !== "key-pair" || amiFamily !== "Bottlerocket") return [];
    if (bottlerocket?.adminContainer === true) return [];
    const parsed = userData === undefined ? undefined : parseToml(userData);
    const root = parsed !== undefined && "value" in parsed ? parsed.value : {};
    const admin = ["settings", "host-containers", "admin", "enabled"].reduce<unknown>(
        (below, key) => (isTable(below) ? below[key] : undefined),
        root,
    );
    if (admin === true) return [];
    const remedy = "Say bottlerocket: { adminContainer: true }";
    return [
        {
            path: "access.kind",
            what: "Bottlerocket answers no SSH without its admin container",
            got: "key-pair",
            remedy,
        },
    ];
}

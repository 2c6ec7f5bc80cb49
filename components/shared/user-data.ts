/** User data: what a node is told at its start besides what it needs to join, by the image that reads it. */
import type { NodeMaker } from "./node-maker";
import type { NodeProxy } from "./node-proxy";
import type { Problem } from "./problems";
import { checkBottlerocketUserData } from "./user-data-bottlerocket";
import { checkNodeadmUserData } from "./user-data-nodeadm";
import { isProxied, withProxy } from "./user-data-proxy";

/** Families of images that read it alike. */
export const USER_DATA_FAMILIES = ["AL2023", "Bottlerocket", "Windows"] as const;
export type UserDataFamily = (typeof USER_DATA_FAMILIES)[number];

/** Bytes before they are base64. Source: Amazon EC2 User Guide, user-data, "limited to 16 KB, in raw form". */
const MAX_BYTES = 16_384;

/**
 * Everything that would be ignored in silence or keep the node from joining. Texts are never repeated: they may hold
 * a secret.
 * @param maker what a managed node group takes differs from what Karpenter does
 * @param proxy what the node is told of as well, which takes room
 */
export function checkUserData(
    path: string,
    family: UserDataFamily,
    text: string,
    maker: NodeMaker = "karpenter",
    proxy?: NodeProxy,
): Problem[] {
    if (text.trim() === "") return [{ path, what: "the user data is empty", remedy: "Leave it out" }];
    if (isBase64(text)) {
        return [{ path, what: "the user data is base64 already", remedy: "Write it as it is" }];
    }
    const problems = CHECKS[family](path, text, maker);
    // What is faulty cannot be joined with anything.
    const isJoined = proxy !== undefined && problems.length === 0 && isProxied(family);
    return [...checkLength(path, isJoined ? withProxy(family, proxy, text) : text), ...problems];
}

const CHECKS: {
    readonly [family in UserDataFamily]: (path: string, text: string, maker: NodeMaker) => Problem[];
} = {
    AL2023: checkNodeadmUserData,
    Bottlerocket: checkBottlerocketUserData,
    Windows: checkPowerShell,
};

function checkLength(path: string, text: string): Problem[] {
    const bytes = Buffer.byteLength(text);
    if (bytes <= MAX_BYTES) return [];
    const what = `EC2 takes at most ${MAX_BYTES} bytes of user data`;
    return [{ path, what, got: bytes, remedy: "Move what is large to where the node can fetch it" }];
}

/** One long word of base64's letters whose content begins as user data does. */
function isBase64(text: string): boolean {
    const word = text.replaceAll(/\s/g, "");
    if (word.length < 16 || !/^[A-Za-z0-9+/]+={0,2}$/.test(word)) return false;
    return /^(#|MIME-Version:|Content-Type:|\[|<|---|\u001f)/i.test(
        Buffer.from(word, "base64").toString("utf8"),
    );
}

/**
 * Both makers run the commands before their own; Karpenter writes the tags around them itself.
 * Source: Karpenter v1.14.1, pkg/providers/amifamily/bootstrap/windows.go; EKS User Guide, launch-templates, "Windows
 * user data".
 */
function checkPowerShell(path: string, text: string, maker: NodeMaker): Problem[] {
    const isWrapped = /<\/?powershell>/i.test(text);
    if (maker === "karpenter" && isWrapped) {
        const what = "Karpenter writes <powershell> around it once more";
        return [{ path, what, remedy: "Write the commands alone" }];
    }
    if (maker !== "karpenter" && !/<powershell>[^]*<\/powershell>\s*/i.test(text)) {
        const what = "commands outside <powershell> are not run";
        return [{ path, what, remedy: "Write <powershell> before them and </powershell> behind" }];
    }
    return [];
}

/** Every resource type of the installed SDKs, for what goes over all of them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { sdkOf, type Typings } from "./typings";

/** Type tokens, sorted; those of components are among them. */
export function everyType(name: Typings["package"]): readonly string[] {
    const { folder } = sdkOf(name);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const types = files
        .filter((file) => file.endsWith(".js") && !/^(types|scripts|node_modules)\b/.test(file))
        .flatMap(
            (file) =>
                /__pulumiType = '([^']+)'/.exec(readFileSync(path.join(folder, file), "utf8"))?.[1] ?? [],
        )
        .filter((type) => !type.startsWith("pulumi:providers:") && !/^\w+$/.test(type));
    return [...new Set(types)].sort();
}

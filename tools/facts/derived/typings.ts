/**
 * What the typings of the installed SDKs say of one resource type. One generated file is read when its type is asked
 * for; a scanner is enough for it, as a test shows on every resource of both SDKs, and takes a hundredth of the time
 * TypeScript's parser takes to load.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { type Kind, typed } from "./kinds";

export interface Property {
    readonly name: string;
    readonly kind: Kind;
    /** Whether an answer may lack it. */
    readonly optional: boolean;
    /** Whether a program may, or must, give it. */
    readonly input: "none" | "optional" | "required";
    /** Whether its comment says that every change makes a new resource. */
    readonly replaces: boolean;
}

export interface Typings {
    readonly type: string;
    readonly package: "aws" | "kubernetes";
    /** `@pulumi/aws 7.48.0 typings, rds/instance.d.ts`. */
    readonly source: string;
    readonly properties: readonly Property[];
    /** An id as the type's page writes it. */
    readonly idExample?: string;
}

/** The folder of an installed SDK and its version. */
interface Sdk {
    readonly folder: string;
    readonly version: string;
}

const sdks = new Map<string, Sdk>();

export function sdkOf(name: Typings["package"]): Sdk {
    const known = sdks.get(name);
    if (known !== undefined) return known;
    const manifest = createRequire(__filename).resolve(`@pulumi/${name}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
    const sdk = { folder: path.dirname(manifest), version };
    sdks.set(name, sdk);
    return sdk;
}

/** Undefined for what is no resource of the two SDKs, or one that groups others. */
export function typingsOf(type: string): Typings | undefined {
    const place = placeOf(type);
    if (place === undefined) return undefined;
    const { folder, version } = sdkOf(place.package);
    const text = readFileSync(path.join(folder, place.file), "utf8");
    if (!text.includes(`export declare class ${place.name} extends pulumi.CustomResource {`))
        return undefined;
    const properties = propertiesOf(text, place.name);
    const [, idExample] = /^ \* \$ pulumi import \S+ \S+ "?([^"\n]+?)"?$/m.exec(text) ?? [];
    return {
        type,
        package: place.package,
        source: `@pulumi/${place.package} ${version} typings, ${place.file}`,
        properties,
        ...(idExample === undefined ? {} : { idExample }),
    };
}

interface Place {
    readonly package: Typings["package"];
    /** Below the SDK's folder, with slashes. */
    readonly file: string;
    /** Of the class. */
    readonly name: string;
}

/**
 * `aws:rds/instance:Instance` → `rds/instance.d.ts`; `kubernetes:apps/v1:Deployment` → `apps/v1/deployment.d.ts`.
 * Folders of Kubernetes carry the group's first word.
 */
function placeOf(type: string): Place | undefined {
    const [, service, module = "", resource] = /^aws:(\w+)\/(\w+):(\w+)$/.exec(type) ?? [];
    if (service !== undefined && resource !== undefined)
        return placeIn("aws", service, module, { type, name: resource });
    const [, group = "", version = "", kind] = /^kubernetes:([\w-]+)[\w.-]*\/(\w+):(\w+)$/.exec(type) ?? [];
    return kind === undefined
        ? undefined
        : placeIn("kubernetes", `${group}/${version}`, kind, { type, name: kind });
}

/** Spelling of files is not that of types, and another's group may begin with the same word: the code has the type. */
function placeIn(
    sdk: Typings["package"],
    folder: string,
    file: string,
    { type, name }: { readonly type: string; readonly name: string },
): Place | undefined {
    const inside = path.join(sdkOf(sdk).folder, folder);
    const wanted = [`${file}.js`, `${file}_.js`].map((one) => one.toLowerCase());
    const files = existsSync(inside) ? readdirSync(inside) : [];
    const code = files
        .filter((one) => wanted.includes(one.toLowerCase()))
        .find((one) => readFileSync(path.join(inside, one), "utf8").includes(`'${type}'`));
    return code === undefined
        ? undefined
        : { package: sdk, file: `${folder}/${code.replace(/\.js$/, ".d.ts")}`, name };
}

const COMMENT = /\/\*\*[^]*?\*\//g;

function propertiesOf(text: string, name: string): Property[] {
    const inputs = inputsOf(text, name);
    const documented = replacedByDocumentation(text);
    const code = text.replace(COMMENT, "");
    return [...code.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([^]*?)>;$/gm)].map(
        ([, property = "", written = ""]) => ({
            name: property,
            ...typed(written),
            input: inputs.get(property) ?? "none",
            replaces: documented.has(property),
        }),
    );
}

/** Inputs by name: those of the interface of arguments. */
function inputsOf(text: string, name: string): ReadonlyMap<string, "optional" | "required"> {
    const start = text.indexOf(`export interface ${name}Args {`);
    if (start < 0) return new Map();
    const code = text.slice(start, text.indexOf("\n}", start)).replace(COMMENT, "");
    const found = code.matchAll(/^ {4}(\w+)(\??): /gm);
    return new Map(
        [...found].map(([, property = "", mark]) => [property, mark === "?" ? "optional" : "required"]),
    );
}

/** A whole sentence, without an "if" or a value it is limited to. */
const REPLACES =
    /^(?:changing (?:this|(?:the )?`\w+`)(?: \w+)? (?:will )?forces?|forces) (?:a |the )?(?:new resource|replacement)(?: to be created| when changed| of the resource)?\.?$/i;

/** Properties whose comment says, without a condition, that a change makes a new resource. */
function replacedByDocumentation(text: string): ReadonlySet<string> {
    const comments = text.matchAll(/\/\*\*([^]*?)\*\/\n {4}(?:readonly )?(\w+)\??: pulumi\./g);
    const found = [...comments].filter(([, comment = ""]) => {
        // What follows a bullet is said of something inside.
        const [own = ""] = comment.replace(/^ *\* ?/gm, "").split(/^ *[*-] /m);
        return own.split(/(?<=\.)\s+|\n/).some((sentence) => REPLACES.test(sentence.trim()));
    });
    return new Set(found.map(([, , property = ""]) => property));
}

import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
  NotEquals,
  ValidateBy,
} from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsLabel, IsRecordName } from '../../common/http/names.js';
import { isSafeLine } from '../../common/text.js';
import {
  DEFAULT_HOSTNAME,
  DISK_GIB,
  isPublicKey,
  LOCALE_PATTERN,
  PACKAGE_PATTERN,
  SUITES,
  type Suite,
} from '../../image-builds/jeos-request.js';
import { type Recipe, RECIPES } from '../../image-builds/recipes.js';
import { type ImageCompression, IsImageCompression } from '../dto.js';

const SUITE_NAMES = Object.keys(SUITES);

/** An image to build on the host of the server. All fields but `recipe`, `name` and `compression` are for the recipe `jeos`. */
export class BuildImageDto {
  @ApiProperty({ enum: RECIPES, description: 'What to build, see `GET /images/builds`.' })
  @IsIn(RECIPES, { message: `recipe must be one of: ${RECIPES.join(', ')}` })
  recipe!: Recipe;

  @MayBeLeftOut()
  @IsRecordName({
    required: false,
    description: 'Unique name of the image. The default is `tiny`, `debian-12` or `debian-13`.',
    example: 'debian-13',
  })
  @NotEquals('builds', { message: 'name must not be "builds", which is a path of the API' })
  name?: string;

  @IsImageCompression()
  compression?: ImageCompression;

  @ApiProperty({
    required: false,
    enum: SUITE_NAMES,
    description: 'Release of Debian. The default is `bookworm`.',
  })
  @MayBeLeftOut()
  @IsIn(SUITE_NAMES, { message: `suite must be one of: ${SUITE_NAMES.join(', ')}` })
  suite?: Suite;

  @ApiProperty({
    required: false,
    minimum: DISK_GIB.least,
    maximum: DISK_GIB.most,
    description: `Size of the disk in GiB. The default is ${DISK_GIB.default}.`,
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(DISK_GIB.least)
  @Max(DISK_GIB.most)
  sizeGiB?: number;

  @MayBeLeftOut()
  @IsLabel({
    required: false,
    description: `Hostname until cloud-init sets that of the instance. The default is \`${DEFAULT_HOSTNAME}\`.`,
  })
  hostname?: string;

  @ApiProperty({
    required: false,
    type: [String],
    maxItems: 200,
    description: 'Further Debian packages.',
    example: ['nginx-light'],
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(200)
  @MaxLength(100, { each: true })
  @Matches(PACKAGE_PATTERN, { each: true, message: 'each of packages must be a package name' })
  packages?: string[];

  @ApiProperty({
    required: false,
    type: [String],
    maxItems: 100,
    description: 'Public SSH keys that may log in, each a line as in authorized_keys.',
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(100)
  @MaxLength(16_384, { each: true })
  @ValidateBy(
    {
      name: 'isPublicKey',
      validator: {
        validate: (value) => typeof value === 'string' && isSafeLine(value) && isPublicKey(value),
      },
    },
    { each: true, message: 'each of sshKeys must be a public SSH key' },
  )
  sshKeys?: string[];

  @ApiProperty({
    required: false,
    pattern: LOCALE_PATTERN.source,
    description: 'Locale. The default is `C.UTF-8`.',
    example: 'en_GB.UTF-8',
  })
  @MayBeLeftOut()
  @Matches(LOCALE_PATTERN, { message: 'locale must be a UTF-8 locale, such as en_GB.UTF-8' })
  locale?: string;

  @ApiProperty({
    required: false,
    description:
      'Whether to install cloud-init; the user is then `debian` instead of `root`. The default is true.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  cloudInit?: boolean;
}

/** An image that the server can build, or why it cannot. */
export class ImageRecipeDto {
  @ApiProperty({ enum: RECIPES, description: 'Name of the recipe.' })
  recipe!: Recipe;

  @ApiProperty({ description: 'Short title.', example: 'Debian' })
  title!: string;

  @ApiProperty({ description: 'What the image is, and how long the build takes.' })
  description!: string;

  @ApiProperty({ description: 'Whether this server can build it.' })
  available!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why this server cannot build it, and what to do.',
  })
  problem!: string | null;
}

/** All recipes. */
export class ImageRecipesDto {
  @ApiProperty({ type: [ImageRecipeDto], description: 'The recipes.' })
  items!: ImageRecipeDto[];
}

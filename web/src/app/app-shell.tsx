import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  Nav,
  NavItem,
  NavList,
  Page,
  PageSidebar,
  PageSidebarBody,
  PageToggleButton,
  SkipToContent,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { useState } from 'react';
import { Link, Outlet, useLocation } from 'react-router';

import type { SessionDto } from '../api/types';
import { Brand } from '../ui/brand';
import { ConnectionBanner } from './connection-banner';
import { HostFacts } from './host-facts';
import { OperationsMenu } from '../operations/operations-menu';
import { ThemeMenu } from './theme-menu';
import { UserMenu } from './user-menu';

const MAIN_ID = 'main-content';
/** From this width on the sidebar stands beside the page (PatternFly's xl); below it lies over it. */
const SIDEBAR_BESIDE_PX = 1200;

const SECTIONS = [
  { to: '/instances', title: 'Instances' },
  { to: '/domains', title: 'Other domains' },
  { to: '/images', title: 'Images' },
  { to: '/events', title: 'Events' },
];

function hasRoomForSidebar(): boolean {
  return window.innerWidth >= SIDEBAR_BESIDE_PX;
}

export function AppShell({ session }: { session: SessionDto }) {
  const { pathname } = useLocation();
  const [sidebarOpen, setSidebarOpen] = useState(hasRoomForSidebar);

  const masthead = (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            isHamburgerButton
            aria-label="Navigation"
            isSidebarOpen={sidebarOpen}
            onSidebarToggle={() => setSidebarOpen(!sidebarOpen)}
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/instances" />}>
            <Brand />
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isFullHeight isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapMd' }}>
              <ToolbarItem visibility={{ default: 'hidden', lg: 'visible' }}>
                <HostFacts />
              </ToolbarItem>
              <ToolbarItem>
                <OperationsMenu />
              </ToolbarItem>
              <ToolbarItem>
                <ThemeMenu />
              </ToolbarItem>
              <ToolbarItem>
                <UserMenu session={session} />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );

  const sidebar = (
    <PageSidebar isSidebarOpen={sidebarOpen}>
      <PageSidebarBody isFilled>
        <Nav aria-label="Sections" onSelect={() => setSidebarOpen(hasRoomForSidebar())}>
          <NavList>
            {SECTIONS.map(({ to, title }) => (
              <NavItem key={to} itemId={to} isActive={pathname.startsWith(to)}>
                <Link to={to}>{title}</Link>
              </NavItem>
            ))}
          </NavList>
        </Nav>
      </PageSidebarBody>
      <PageSidebarBody isFilled={false} usePageInsets className="ps-only-narrow">
        <HostFacts />
      </PageSidebarBody>
    </PageSidebar>
  );

  return (
    <Page
      masthead={masthead}
      sidebar={sidebar}
      skipToContent={<SkipToContent href={`#${MAIN_ID}`}>Skip to content</SkipToContent>}
      mainContainerId={MAIN_ID}
      onPageResize={(_event, { mobileView }: { mobileView: boolean }) =>
        setSidebarOpen(!mobileView)
      }
    >
      <ConnectionBanner />
      <Outlet />
    </Page>
  );
}
